import { expect, test } from 'vitest';
import { defaultSeverityRules } from '../../../src/desk/alert/default-severity.ts';
import { grade, severityRank, type Gravity, type SeverityMatch } from '../../../src/desk/alert/severity.ts';
import { anAlert, settings, view } from '../build.ts';

function gravity(more: Partial<Gravity> = {}): Gravity {
  return { source: 'rmm', type: 'check', raw: 'error', device: 'server', name: 'ACME-DC01: disk C is full', ...more };
}

test.each([
  [{ type: 'availability', device: 'workstation' }, 'info', 'a workstation that is away is usually switched off'],
  [{ type: 'availability', device: 'server' }, 'critical', 'a server that is away is down'],
  [{ type: 'availability', device: 'unknown' }, 'critical', 'a server that is away is down'],
  [{ check: 'winsvc', device: 'workstation' }, 'high', 'a service or link is down on a workstation'],
  [{ check: 'ping' }, 'critical', 'somebody chose error for this service or link, and it is down'],
  [{ check: 'ping', raw: 'warning' }, 'warning', 'the source calls it a warning'],
  [{ check: 'diskspace', device: 'workstation' }, 'warning', 'an error of a check on a workstation'],
  [{ check: 'diskspace' }, 'high', 'an error of a check on a server'],
  [{ type: 'task', device: 'workstation' }, 'warning', 'a failed task on a workstation'],
  [{ type: 'task' }, 'high', 'a failed task on a server'],
  [{ type: 'custom' }, 'high', 'the source calls it an error'],
  [{ type: 'custom', raw: 'warning' }, 'warning', 'the source calls it a warning'],
  [{ type: 'custom', raw: 'info' }, 'info', 'the source calls it information'],
] as const)('by default %j is %s', (facts, severity, because) => {
  expect(grade(gravity(facts), defaultSeverityRules())).toEqual({ severity, because });
});

test('what no rule knows is high: loud rather than silent', () => {
  const unknown = { severity: 'high', because: 'no rule matched, so it is high to be safe' };
  expect(grade(gravity({ type: 'custom', raw: 'fatal' }), defaultSeverityRules())).toEqual(unknown);
  expect(grade(gravity(), [])).toEqual(unknown);
});

test.each<[SeverityMatch, Partial<Gravity>, boolean]>([
  [{}, {}, true],
  [{ source: 'rmm' }, {}, true],
  [{ source: 'other' }, {}, false],
  [{ client: 'Acme' }, { client: 'Acme' }, true],
  [{ client: 'Acme' }, {}, false],
  [{ site: 'Main' }, { site: 'Branch' }, false],
  [{ agent: 'DC01' }, { agent: 'DC01' }, true],
  [{ tier: 'gold' }, { tier: 'silver' }, false],
  [{ check: ['ping', 'disk'] }, { check: 'disk' }, true],
  [{ check: ['ping'] }, {}, false],
  [{ name: 'DISK [cd]' }, {}, true],
  [{ name: '^disk' }, {}, false],
])('a rule about %j, asked about %j: %s', (when, facts, matches) => {
  const { because } = grade(gravity(facts), [{ when, is: 'info', because: 'it matched' }]);
  expect(because === 'it matched').toBe(matches);
});

test('overrides go before the rules, and a client is known by all its names', () => {
  const house = settings({
    clients: [{ name: 'Acme', also: ['ACME Ltd'], tier: 'gold' }],
    tiers: { gold: {} },
    severity: { overrides: [{ when: { client: 'Acme', tier: 'gold' }, is: 'critical', because: 'it is Acme' }] },
  });
  const alert = anAlert({ client: 'ACME Ltd', raw: 'info' }, view({ settings: house }));
  expect([alert.severity, alert.because]).toEqual(['critical', 'it is Acme']);
});

test('the ranks go from critical to info', () => {
  expect((['critical', 'high', 'warning', 'info'] as const).map(severityRank)).toEqual([0, 1, 2, 3]);
});

test('a rule on custom fields wants each of them, word for word', () => {
  const rule = { when: { fields: { 'Alert Tier': '1', Roles: 'Files' } }, is: 'critical', because: 'tier 1' } as const;
  const graded = (fields?: Record<string, string>) => grade(gravity(fields ? { fields } : {}), [rule]).because;
  expect(graded({ 'Alert Tier': '1', Roles: 'Files', Other: 'x' })).toBe('tier 1');
  for (const fields of [undefined, {}, { 'Alert Tier': '1' }, { 'Alert Tier': '1', Roles: 'files' }])
    expect(graded(fields)).not.toBe('tier 1');
});
