import { beforeEach, expect, test } from 'vitest';
import type { Groups } from '../../src/bot/contract.ts';
import type { Alert } from '../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { handoverRows } from '../../src/desk/digest/handover-rows.ts';
import { unchanged } from '../../src/desk/decision.ts';
import { checkOnCall } from '../../src/desk/on-call/gaps.ts';
import { siteCondition } from '../../src/desk/storm/site-down.ts';
import { arrange } from '../../src/desk/on-call/roster-command.ts';
import { plain } from '../../src/desk/text.ts';
import { onCall } from '../../src/jobs/on-call.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { wake } from '../../src/jobs/wake.ts';
import { change } from '../../src/store/change.ts';
import { readHandover } from '../../src/store/handover.ts';
import { readNotices } from '../../src/store/notices.ts';
import { readGroupState } from '../../src/store/on-call.ts';
import { readItem, readTimeline } from '../../src/store/read.ts';
import { changeRoster } from '../../src/store/change-roster.ts';
import { readAlert, takeSignal } from '../../src/store/signals.ts';
import type { Store } from '../../src/store/store.ts';
import { viewNow } from '../../src/store/view.ts';
import { PEOPLE } from '../bot/desk.ts';
import { actor, ACME_CHANNEL, ANN, BEN, CHANNEL, CLIENTS, HOUR, MINUTE, NOW, open, settings } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const DAY = 24 * HOUR;
const LAYERS = [{ people: ['Ann Baker', 'Ben Cole'], every: 'day', at: '08:00', from: '2026-11-02' }];
const SEVERITY = { overrides: [{ when: {}, is: 'critical', because: 'all is' }] };

function parts(store: Store = stage.store, groups?: Groups): JobParts {
  return {
    store,
    integrations: [],
    platforms: [{ id: 'chat', ...(groups ? { groups } : {}) }],
    log: { info: () => undefined, warn: () => undefined, error: (fields) => expect(fields).toBeUndefined() },
    sweepHints: async () => undefined,
    findAccounts: async () => undefined,
  };
}

function house(rotation: object = {}, more: object = {}): void {
  const oncall = { rotations: [{ name: 'primary', layers: LAYERS, to: [CHANNEL], ...rotation }] };
  stage.house({
    settings: settings({ people: PEOPLE, severity: SEVERITY, targets: { critical: 'none' }, oncall, ...more }),
  });
}

beforeEach(() => house());

/** All that was noticed at a place: titles, and the lines where they are asked for. */
async function noticed(destination: string, lines = false): Promise<string[]> {
  const notices = await readNotices(stage.store, destination);
  return notices.map(({ card }) =>
    [card.title, ...(lines ? [...card.lines, ...card.rows.map(({ line }) => line)].map(plain) : [])].join(' / '),
  );
}

async function replicas(run: (store: Store) => Promise<void>): Promise<void> {
  const { database, house: same, ...rest } = stage.store;
  const other: Store = { ...rest, house: same, database: stage.another(same).database };
  expect(database).not.toBe(other.database);
  await Promise.all([run(stage.store), run(other), run(other)]);
}

async function called(): Promise<string[]> {
  const lines = await readTimeline(stage.store, REF);
  return lines.filter(({ what }) => what === 'called').map(({ text }) => text);
}

async function act(verb: 'acknowledge' | 'unacknowledge'): Promise<void> {
  await change<Alert, Alert | undefined>(stage.store, {
    read: () => readAlert(stage.store, REF),
    decide: (alert, view) => (alert ? decideAlertCommand(alert, { verb, by: actor(ANN) }, view) : unchanged()),
  });
}

test('a hand-over is told once over all replicas, to both and to the channel, with what nobody has; also after the bot was down', async () => {
  await onCall(parts());
  expect(await noticed(CHANNEL)).toEqual([]);
  stage.now = NOW + DAY;
  await takeSignal(stage.store, open({}, { readAt: stage.now }));
  await replicas((store) => onCall(parts(store)));
  stage.now += 5 * MINUTE;
  await onCall(parts());
  expect(await noticed(CHANNEL, true)).toEqual([
    expect.stringMatching(
      /^Ben Cole is on call: primary .* until 2026-11-04 08:00, after Ann Baker.*1 critical alert \/.*1 alert that nobody has acknowledged/,
    ),
  ]);
  expect(await noticed('chat:@B1')).toEqual(['You are on call: primary']);
  expect(await noticed('chat:@A1')).toEqual(['You are no longer on call: primary']);
});

test('of several hand-overs that were missed the newest alone is told, and none that is long past', async () => {
  await onCall(parts());
  stage.now = NOW + 3 * DAY;
  await onCall(parts());
  expect(await noticed('chat:@B1')).toEqual(['You are on call: primary']);
  stage.now = NOW + 4 * DAY + 13 * HOUR;
  await onCall(parts());
  expect(await noticed('chat:@B1')).toEqual(['You are on call: primary']);
});

test('a channel of one client hears of that client’s alerts alone', async () => {
  house({ to: [ACME_CHANNEL] }, { clients: CLIENTS });
  await onCall(parts());
  stage.now = NOW + DAY;
  await takeSignal(stage.store, open({ client: 'Acme' }, { readAt: stage.now }));
  const other = open(
    { client: 'Globex', title: 'GLOBEX-DC01' },
    { readAt: stage.now, condition: 'rmm/check/gx/1', row: '2' },
  );
  await takeSignal(stage.store, other);
  await onCall(parts());
  const told = (await readNotices(stage.store, ACME_CHANNEL)).find(({ key }) => key.startsWith('on-call/'));
  expect(told?.clients).toEqual(['Acme']);
  expect(JSON.stringify(told?.card)).not.toMatch(/GLOBEX/i);
  expect(told?.card.rows.map(({ line }) => plain(line))).toContain('🔴 1 critical alert');
});

test('whoever comes reads what the handover says, and what whoever goes still holds; whoever goes is asked for words', async () => {
  await onCall(parts());
  await takeSignal(stage.store, open());
  await change<Alert, Alert | undefined>(stage.store, {
    read: () => readAlert(stage.store, REF),
    decide: (alert, view) => (alert ? decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, view) : unchanged()),
  });
  stage.now = NOW + DAY;
  await onCall(parts());
  const to = async (destination: string) =>
    (await readNotices(stage.store, destination)).find(({ key }) => key.startsWith('on-call/'))?.card;
  const rows = (await to('chat:@B1'))?.rows.map(({ line }) => plain(line));
  expect(rows).toEqual(
    handoverRows(await readHandover(stage.store, 'chat:@B1', ['Ann Baker'])).map(({ line }) => plain(line)),
  );
  expect(rows?.join()).toContain('Ann Baker goes and still holds 1');
  const gone = await to('chat:@A1');
  expect([gone?.rows, gone?.actions.map(({ label }) => label)]).toEqual([[], ['Hand over…', 'Who is on call?']]);
});

test('a cover that begins and ends is a hand-over each time', async () => {
  await onCall(parts());
  const spans = [{ rotation: 'primary', from: NOW + HOUR, to: NOW + 2 * HOUR, person: { id: BEN.id, name: BEN.name } }];
  const wish = { id: 'x', what: 'take' as const, by: actor(BEN), spans, reason: '' };
  await changeRoster(stage.store, (roster, view) => arrange(roster, wish, view));
  for (const minutes of [61, 121]) {
    stage.now = NOW + minutes * MINUTE;
    await onCall(parts());
  }
  const titles = await noticed(CHANNEL);
  expect(titles).toEqual(['Ben Cole is on call: primary', 'Ann Baker is on call: primary']);
});

test('a gap is told once to those who see to it, and again when it comes again; health says it all the time', async () => {
  const people = PEOPLE.map(({ chat, ...one }) => (one.name === 'Vera Vogt' ? one : { ...one, chat }));
  house({ layers: [{ people: ['Ann Baker', 'Vera Vogt'], every: 'day', from: '2026-11-02' }] }, { people });
  await replicas((store) => onCall(parts(store)));
  await onCall(parts());
  stage.now = NOW + HOUR;
  await onCall(parts());
  const gaps = async (): Promise<string[]> =>
    (await noticed('chat:@A1', true)).filter((text) => text.includes('A gap'));
  expect(await gaps()).toEqual([
    expect.stringContaining('primary ⚠️ 2026-11-03 08:00 – 2026-11-04 08:00: Vera Vogt cannot be reached'),
  ]);
  expect(checkOnCall(await viewNow(stage.store))).toMatchObject([
    { state: 'warning', says: expect.stringContaining('Vera Vogt') },
  ]);
  house();
  await onCall(parts());
  expect(checkOnCall(await viewNow(stage.store))).toMatchObject([{ state: 'good' }]);
  house({ layers: [{ people: ['Ann Baker', 'Vera Vogt'], every: 'day', from: '2026-11-02' }] }, { people });
  stage.now = NOW + 2 * DAY;
  await onCall(parts());
  expect(await gaps()).toHaveLength(2);
});

test('a group follows who is on call: set once, healed after a refusal and after an hour, and left alone where nobody is', async () => {
  const set: string[] = [];
  let broken = true;
  const groups: Groups = {
    async set(group, accounts) {
      if (broken) throw new Error('it is away');
      set.push(`${group} ${accounts.join(' ')}`);
    },
    check: async () => [],
  };
  house({ groups: { chat: 'G1' } });
  await onCall(parts(stage.store, groups));
  expect(await readGroupState(stage.store, 'chat G1')).toMatchObject({ trouble: 'it is away' });
  broken = false;
  await onCall(parts(stage.store, groups));
  expect(set).toEqual([]);
  for (const minutes of [1, 2, 30, 62, 63]) {
    stage.now = NOW + minutes * MINUTE;
    await onCall(parts(stage.store, groups));
  }
  expect(set).toEqual(['G1 A1', 'G1 A1']);
  stage.now = NOW + DAY;
  await onCall(parts(stage.store, groups));
  expect(set.at(-1)).toBe('G1 B1');
  house({ groups: { chat: 'G1' }, layers: [{}] });
  await onCall(parts(stage.store, groups));
  expect(set).toHaveLength(3);
});

test('every step of the calls rings once over replicas and restarts; an acknowledge ends them, and taken back they begin anew', async () => {
  await takeSignal(stage.store, open());
  for (const minutes of [0, 1, 5, 5, 10]) {
    stage.now = NOW + minutes * MINUTE;
    await replicas((store) => wake(parts(store)));
  }
  expect(await called()).toEqual([
    'Nobody has it: called Ann Baker',
    'Nobody has it: called Ben Cole',
    'Nobody has it: called the channel',
  ]);
  expect(await noticed('chat:@A1')).toEqual(['ACME-DC01: disk C is full']);
  await act('acknowledge');
  stage.now = NOW + 20 * MINUTE;
  await wake(parts());
  expect((await called()).length).toBe(3);
  await act('unacknowledge');
  await wake(parts());
  expect((await called()).length).toBe(4);
  const [, second] = await readNotices(stage.store, 'chat:@A1');
  expect(second?.key).toBe(`${REF}/call-${stage.now}-0/chat:@A1`);
});

test('acknowledged in the same moment as a step falls due: at most that one call is written, and none after it', async () => {
  await takeSignal(stage.store, open());
  await wake(parts());
  stage.now = NOW + 5 * MINUTE;
  await Promise.all([replicas((store) => wake(parts(store))), act('acknowledge')]);
  const before = await called();
  expect(before.length).toBeLessThanOrEqual(2);
  expect(await readAlert(stage.store, REF)).not.toHaveProperty('chain');
  for (const minutes of [10, 15, 25]) {
    stage.now = NOW + minutes * MINUTE;
    await replicas((store) => wake(parts(store)));
  }
  expect(await called()).toEqual(before);
});

test('what was open before calls were configured is called about from then on, and cards name whoever is on call now', async () => {
  stage.house({ settings: settings({ people: PEOPLE, severity: SEVERITY, targets: { critical: 'none' } }) });
  await takeSignal(stage.store, open());
  await wake(parts());
  house();
  stage.now = NOW + HOUR;
  await onCall(parts());
  await wake(parts());
  expect(await called()).toEqual(['Nobody has it: called Ann Baker']);
  const before = (await readItem(stage.store, REF))?.revision;
  await onCall(parts());
  expect((await readItem(stage.store, REF))?.revision).toBe(before);
  stage.now = NOW + DAY;
  await onCall(parts());
  expect((await readItem(stage.store, REF))?.revision).toBeGreaterThan(before ?? Infinity);
});

test('a device that is silent with its whole site is not called about: its site is', async () => {
  const device = (id: string) => ({ id, name: id, kind: 'server' as const });
  const away = { type: 'availability', check: undefined, client: 'Acme', site: 'Main office' };
  await takeSignal(stage.store, open({ ...away, device: device('dc01') }));
  const site = open(
    { ...away, type: 'outage', device: undefined },
    { row: 's', condition: siteCondition({ client: 'Acme', site: 'Main office' }) },
  );
  await takeSignal(stage.store, site);
  await wake(parts());
  expect(await called()).toEqual([]);
  const about = await readTimeline(stage.store, `${siteCondition({ client: 'Acme', site: 'Main office' })}/1`);
  expect(about.filter(({ what }) => what === 'called')).toHaveLength(1);
});
