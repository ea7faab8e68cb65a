import { expect, test } from 'vitest';
import { defaultSeverityRules } from '../../src/desk/alert/default-severity.ts';
import { Duration } from '../../src/desk/clock/duration.ts';
import { clientByMail, clientNamed, Settings } from '../../src/desk/settings.ts';
import { HOUR, MINUTE, WALLED } from './build.ts';

/** The sentences that are said about what an operator wrote. */
function wrong(written: unknown): string[] {
  const parsed = Settings.safeParse(written);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('an empty file runs the main job', () => {
  const { routes, severity, sla, tickets, roles, zone, people, digests, time } = Settings.parse({});
  expect({ routes, sla, tickets, roles, zone, people, digests, time }).toEqual({
    routes: [],
    sla: {
      response: {},
      resolution: {},
      responseBy: ['reply'],
      responsePauses: false,
      warnAt: [75, 90],
      coordinator: { roles: ['dispatcher'], people: [] },
      reasons: expect.arrayContaining(['Waiting for the customer']) as unknown,
      askAgainAfter: 24 * HOUR,
    },
    tickets: {
      priority: 'P3',
      priorities: [],
      categories: [],
      undo: 10_000,
      remindAfter: 30 * MINUTE,
      matrix: {
        user: { wait: 'P4', hampered: 'P4', stopped: 'P3' },
        team: { wait: 'P4', hampered: 'P3', stopped: 'P2' },
        site: { wait: 'P3', hampered: 'P2', stopped: 'P1' },
        everyone: { wait: 'P2', hampered: 'P1', stopped: 'P1' },
      },
      awaitAfter: 'never',
      tell: [],
      stages: {
        written: {
          New: 'active',
          'In progress': 'active',
          Awaiting: 'pending',
        },
        shown: { unassigned: 'New', active: 'In progress', pending: 'Awaiting', closed: 'Done', spam: 'Rejected' },
      },
    },
    roles: { colleague: 'technician' },
    zone: 'UTC',
    people: [],
    digests: undefined,
    time: { activity: 'Execution', billable: true, dayEnd: '17:00', pastDays: 14, sheets: 'own' },
  });
  expect(severity).toEqual({
    overrides: [],
    rules: defaultSeverityRules(),
    post: ['critical', 'high'],
    sameWithin: HOUR,
  });
});

test('a word that is not known is a mistake, at every depth', () => {
  expect(wrong({ sevrity: {} })).toEqual([': Unrecognized key: "sevrity"']);
  expect(wrong({ severity: { posts: [] } })).toEqual(['severity: Unrecognized key: "posts"']);
  expect(wrong({ clients: [{ name: 'Acme', teir: 'gold' }] })).toEqual(['clients.0: Unrecognized key: "teir"']);
  expect(wrong({ routes: [{ when: { severty: [] }, to: ['chat:1'] }] })).toEqual([
    'routes.0.when: Unrecognized key: "severty"',
  ]);
});

test.each(['15', '1.5h', '-1h', '1w', 'soon', 15, ''])('%j is no length of time', (length) => {
  expect(Duration.safeParse(length).success).toBe(false);
});

test('lengths of time are in seconds, minutes, hours and days', () => {
  expect(['0m', '15m', '2h', '3d'].map((text) => Duration.parse(text))).toEqual([0, 15 * MINUTE, 2 * HOUR, 72 * HOUR]);
});

test('an account that is too long for a number has to stand in quotes, or its last digits are lost', () => {
  const [mistake] = wrong({ people: [{ name: 'Ann', discord: Number('400000000000000001') }] });
  expect(mistake).toBe('people.0.discord: too long for a number: write it in quotes');
  const { people } = Settings.parse({ people: [{ name: 'Ann', freescout: 7, discord: '400000000000000001' }] });
  expect(people).toEqual([{ name: 'Ann', role: 'technician', freescout: '7', discord: '400000000000000001' }]);
  expect(wrong({ people: [{ name: 'Ann', slack: true }] })).toEqual([
    'people.0.slack: an account is a text or a number',
  ]);
});

test('a pattern that is no regular expression is found before the first alert', () => {
  const rule = { when: { name: '*disk' }, is: 'info', because: 'noise' };
  const says = 'not a regular expression: write .* where you mean *';
  expect(wrong({ severity: { overrides: [rule] } })).toEqual([`severity.overrides.0.when.name: ${says}`]);
  const priority = { when: { subject: '(' }, is: 'P1', because: 'down' };
  expect(wrong({ tickets: { priorities: [priority] } })).toEqual([`tickets.priorities.0.when.subject: ${says}`]);
});

test('times of day, zones, dates, destinations and rates that cannot be are refused', () => {
  expect(wrong({ digests: [{ to: 'people', at: '24:00' }] })).toHaveLength(1);
  expect(wrong({ digests: [{ to: [], at: '08:00' }] }).length).toBeGreaterThan(0);
  expect(wrong({ zone: 'Berlin' })).toEqual(['zone: not a time zone of the IANA list, such as Europe/Berlin']);
  expect(wrong({ calendars: { a: { holidays: ['2026-02-30'] } } })).toHaveLength(1);
  expect(wrong({ calendars: { a: { week: { monday: [{ from: '9:00', to: '17:00' }] } } } })).toEqual([
    'calendars.a.week.monday.0.from: a time of day such as 09:00',
  ]);
  expect(wrong({ routes: [{ to: ['#alerts'] }] })).toEqual(['routes.0.to.0: a destination is <platform>:<channel id>']);
  expect(wrong({ tiers: { gold: { afterHoursRate: 0 } } })).toHaveLength(1);
});

test('a client is found by any of its names, by address and by mail domain, whatever the case', () => {
  expect(clientNamed('ACME Ltd', WALLED)?.name).toBe('Acme');
  expect(clientNamed('acme', WALLED)).toBeUndefined();
  expect(clientByMail(' Carla@ACME.example ', WALLED)?.name).toBe('Acme');
  expect(clientByMail('carla@not-acme.example', WALLED)).toBeUndefined();
  expect(clientByMail(undefined, WALLED)).toBeUndefined();
  const sole = Settings.parse({ clients: [{ name: 'Carla', mail: ['Carla@mail.example'] }] });
  expect(clientByMail('carla@mail.example', sole)?.name).toBe('Carla');
  expect(clientByMail('hank@mail.example', sole)).toBeUndefined();
});
