import { expect, test } from 'vitest';
import { conditionOf } from '../../../src/integrations/trmm/condition.ts';
import { factsOf } from '../../../src/integrations/trmm/facts.ts';
import { knownAgent } from '../../../src/integrations/trmm/fields.ts';
import { AgentRow, AlertRow, CheckRow, TaskRow } from '../../../src/integrations/trmm/schema.ts';
import { checkTypeOf, titleOf } from '../../../src/integrations/trmm/title.ts';

const AGENT = 'QFhdnzJcFnodMibCGJYmfIwRyjgIazjajjMSvVWX';

function alertRow(fields: Record<string, unknown> = {}): AlertRow {
  return AlertRow.parse({
    id: 5015,
    alert_type: 'check',
    severity: 'error',
    message: 'ACME-DC01 has a ping check: Ping Check: Internet that failed.',
    alert_time: '2026-11-21T23:08:37.500580Z',
    hostname: 'ACME-DC01',
    agent_id: AGENT,
    client: 'Acme',
    site: 'HQ',
    agent: 1,
    assigned_check: 3,
    assigned_task: null,
    ...fields,
  });
}

function checkRow(readable_desc: string | null, check_result: unknown = {}): CheckRow {
  return CheckRow.parse({ id: 3, check_type: 'diskspace', readable_desc, check_result });
}

test.each([
  ['check', { assigned_check: 3 }, `trmm/check/${AGENT}/3`],
  ['availability', { assigned_check: null }, `trmm/availability/${AGENT}`],
  ['task', { assigned_check: null, assigned_task: 12 }, `trmm/task/${AGENT}/12`],
  ['custom', { assigned_check: null }, 'trmm/custom/5015'],
  ['check', { assigned_check: null }, 'trmm/custom/5015'],
  ['availability', { agent_id: undefined, assigned_check: null }, 'trmm/custom/5015'],
])('the condition of a %s alert (%j) is %s', (alert_type, fields, condition) => {
  expect(conditionOf(alertRow({ alert_type, ...fields }))).toBe(condition);
});

test('a condition never has more than 60 characters, and long ids stay apart', () => {
  const long = (agent_id: string) => conditionOf(alertRow({ agent_id, assigned_check: 123_456_789 }));
  const one = long('a'.repeat(200));
  expect([one.length <= 60, one === long('a'.repeat(200)), one === long('a'.repeat(199))]).toEqual([true, true, false]);
});

test.each([
  ['Disk Space Check: Drive C: -  Warning Threshold: 25% Error Threshold: 10%', 'ACME-DC01: Disk Space C:'],
  ['Ping Check: Internet', 'ACME-DC01: Ping Internet'],
  ['Service Check: Print Spooler', 'ACME-DC01: Service Print Spooler'],
  ['CPU Load Check -  Warning Threshold: 80% Error Threshold: 95%', 'ACME-DC01: CPU Load'],
  ['Memory Check -  Warning Threshold: 80%', 'ACME-DC01: Memory'],
  ['Script Check: Check the backup', 'ACME-DC01: Script Check the backup'],
  ['Event Log Check: Disk\nerrors\u202e', 'ACME-DC01: Event Log Disk errors'],
  ['', 'ACME-DC01: diskspace'],
])('a check called %j has the title %j', (description, title) => {
  expect(titleOf(alertRow(), checkRow(description), undefined)).toBe(title);
});

test('without the check, kind and title come from the sentence that TRMM wrote', () => {
  expect([titleOf(alertRow(), undefined, undefined), checkTypeOf(alertRow(), undefined)]).toEqual([
    'ACME-DC01: Ping Internet',
    'ping',
  ]);
  const odd = alertRow({ message: null });
  expect([titleOf(odd, undefined, undefined), checkTypeOf(odd, undefined)]).toEqual([
    'ACME-DC01: a check fails',
    undefined,
  ]);
});

test('titles of the other kinds', () => {
  const task = TaskRow.parse({ id: 2, name: 'Nightly clean-up' });
  const message = 'ACME-DC01 has task: Weekly report that failed.';
  expect([
    titleOf(alertRow({ alert_type: 'availability' }), undefined, undefined),
    titleOf(alertRow({ alert_type: 'task', message }), undefined, task),
    titleOf(alertRow({ alert_type: 'task', message }), undefined, undefined),
    titleOf(alertRow({ alert_type: 'custom', hostname: undefined, message: '' }), undefined, undefined),
    titleOf(alertRow({ alert_type: 'custom', message: 'x'.repeat(500) }), undefined, undefined).length,
  ]).toEqual([
    'ACME-DC01: offline',
    'ACME-DC01: Task Nightly clean-up',
    'ACME-DC01: Task Weekly report',
    'alert without a text',
    200,
  ]);
});

test.each([
  ['None', false, undefined],
  ['-', false, undefined],
  [null, false, undefined],
  ['', false, undefined],
  [String.raw`ACME\wile`, true, undefined],
  [String.raw`ACME\wile`, false, String.raw`ACME\wile`],
])('logged in: %j, in italics: %j gives the user %j', (logged_username, italic, user) => {
  const agent = AgentRow.parse({
    agent_id: AGENT,
    hostname: 'ACME-DC01',
    monitoring_type: 'server',
    logged_username,
    italic,
  });
  const facts = factsOf(alertRow(), { agent: knownAgent(agent, []), check: undefined, task: undefined }, 0, undefined);
  expect(facts.device).toEqual({ id: AGENT, name: 'ACME-DC01', kind: 'server', ...(user ? { user } : {}) });
});

test.each([
  [{ more_info: 'Free: 3 GB', stdout: 'x' }, 'Free: 3 GB'],
  [{ more_info: '  ', stdout: 'backup is 40 h old\r\n', stderr: 'x' }, 'backup is 40 h old'],
  [{ more_info: null, stdout: '', stderr: 'Access denied' }, 'Access denied'],
  [{}, undefined],
  [null, undefined],
])('a result %j has the value %j', (result, value) => {
  const around = { agent: undefined, check: checkRow('Script Check: Backup', result), task: undefined };
  expect(factsOf(alertRow(), around, 0, undefined).value).toBe(value);
});

test('an output is cut to 8,000 characters, and a fraction of a character is never left', () => {
  const check = checkRow('x', { stdout: '😀'.repeat(20_000) });
  const value = factsOf(alertRow(), { agent: undefined, check, task: undefined }, 0, undefined).value ?? '';
  expect([Array.from(value).length, value.endsWith('😀…')]).toEqual([8000, true]);
});

test('a secret in a title is masked before it leaves', () => {
  const row = alertRow({ alert_type: 'custom', message: 'Backup failed: password=hunter2 was refused' });
  const { title } = factsOf(row, { agent: undefined, check: undefined, task: undefined }, 0, undefined);
  expect(title).toBe('ACME-DC01: Backup failed: password=••• was refused');
});

test('no key is present without a value: cards are compared whole', () => {
  const facts = factsOf(
    alertRow({ client: null, site: null }),
    { agent: undefined, check: undefined, task: undefined },
    7,
    undefined,
  );
  expect(Object.entries(facts).filter(([, value]) => value === undefined)).toEqual([]);
});

test('a snooze without an end is a snooze, and a start that TRMM does not say is the instant of the read', () => {
  const row = alertRow({ snoozed: true, snooze_until: null, alert_time: null });
  const facts = factsOf(row, { agent: undefined, check: undefined, task: undefined }, 7, undefined);
  expect([facts.snoozed, facts.startedAt]).toEqual([{}, 7]);
});

test('fields of an agent that may hold a password are not kept', () => {
  const agent = AgentRow.parse({
    agent_id: AGENT,
    hostname: 'ACME-DC01',
    custom_fields: [{ field: 2, value: 'never-show-this' }],
    wmi_detail: 'never-show-this',
  });
  expect(JSON.stringify(knownAgent(agent, []))).not.toContain('never-show-this');
});
