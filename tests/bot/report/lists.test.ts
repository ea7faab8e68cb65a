import { expect, test } from 'vitest';
import type { Answer, Presser } from '../../../src/bot/contract.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { writeSource } from '../../../src/store/sources.ts';
import { CHANNEL, GLOBEX_CHANNEL, HOUR, NOW, open, over, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, HOUSE, PEOPLE, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

async function alerts(count: number, facts: object = {}): Promise<string[]> {
  const refs: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const condition = `rmm/check/dc01/${index}`;
    stage.now += 1;
    await takeSignal(stage.store, open({ title: `alert ${index}`, ...facts }, { condition }));
    refs.push(`${condition}/1`);
  }
  return refs;
}

/** The ways from a page to others. */
function turns(answer: Answer): string[] {
  return buttons(answer).filter((button) => button.startsWith('list'));
}

test('a list has pages of eight, each with the way to its neighbours and a button for each row', async () => {
  stage.house(HOUSE);
  await alerts(20);
  const hands = handsOn(stage);
  const first = await hands.command(STRANGER, 'alerts');
  expect(said(first)).toContain('20 open alerts');
  expect(buttons(first).filter((button) => button.startsWith('show'))).toHaveLength(8);
  expect(turns(first)).toEqual(['list - alerts.all.2', 'list - alerts.all.3']);
  const last = await hands.click(STRANGER, 'list', '-', 'alerts.all.3');
  expect(buttons(last).findLast((button) => button.startsWith('show'))).toBe('show rmm/check/dc01/19/1');
  expect(turns(last)).toEqual(['list - alerts.all.1', 'list - alerts.all.2']);
  expect(said(await hands.click(STRANGER, 'list', '-', 'alerts.all.99'))).toBe(said(last));
  expect(said(await hands.click(STRANGER, 'list', '-'))).toContain('20 open alerts');
  const shown = await hands.click(STRANGER, 'show', 'rmm/check/dc01/19/1');
  expect(buttons(shown)).toContain('claim rmm/check/dc01/19/1');
});

test('alerts by severity, by who has seen them, and mine; the worst first', async () => {
  stage.house(HOUSE);
  const [first = '', second = ''] = await alerts(3, { raw: 'error' });
  await takeSignal(stage.store, open({ title: 'down', type: 'availability' }, { condition: 'rmm/availability/dc01' }));
  await takeSignal(stage.store, over('recovered', NOW, { condition: 'rmm/check/dc01/2' }));
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'acknowledge', first);
  await hands.click(BEN_PRESSES, 'claim', second);
  const titles = async (typed: string, who = ANN_PRESSES) =>
    said(await hands.command(who, typed)).match(/alert \d|down/g);
  expect(await titles('alerts')).toEqual(['down', 'alert 0', 'alert 1']);
  expect(await titles('alerts critical')).toEqual(['down']);
  expect(await titles('alerts HIGH')).toEqual(['alert 0', 'alert 1']);
  expect(await titles('alerts unacknowledged')).toEqual(['down']);
  expect(await titles('alerts mine')).toEqual(['alert 0']);
  expect(await titles('alerts mine', BEN_PRESSES)).toEqual(['alert 1']);
  expect(await titles('alerts mine', STRANGER)).toBeNull();
});

test('tickets by who has them and how they stand; the newest change first', async () => {
  stage.house(HOUSE);
  const ann = { id: '7', name: 'Ann Baker' };
  const add = (row: string, facts: object) => takeSignal(stage.store, there({ number: row, ...facts }, { row }));
  await add('1', { updatedAt: NOW - HOUR });
  await add('2', { updatedAt: NOW, assignee: ann });
  await add('3', { updatedAt: NOW + 1, status: 'closed' });
  await add('4', { updatedAt: NOW - 2 * HOUR, status: 'pending' });
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'acknowledge', 'desk/4');
  const numbers = async (typed: string) => said(await hands.command(ANN_PRESSES, typed)).match(/#\d/g);
  expect(await numbers('tickets')).toEqual(['#2', '#1', '#4']);
  expect(await numbers('tickets unassigned')).toEqual(['#1', '#4']);
  expect(await numbers('tickets mine')).toEqual(['#2']);
  expect(await numbers('tickets unseen')).toEqual(['#2', '#1']);
  expect(await numbers('tickets breached')).toBeNull();
});

test("the digest of a channel, and a person's own in a direct message", async () => {
  stage.house(HOUSE);
  const [first = ''] = await alerts(3);
  await writeSource(stage.store, 'rmm', { firstAt: NOW, based: true, heardAt: NOW, openAtSource: 4 });
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', first);
  const channel = said(await hands.command(STRANGER, 'desk digest'));
  expect(channel).toContain('3 high alerts');
  expect(channel).toContain('2 alerts that nobody has acknowledged');
  expect(channel).toContain('Alerts and tickets in hand: Ann Baker 1.');
  expect(channel).toContain('The RMM counts 4 open, we count 3');
  const own = said(await hands.command(ANN_PRESSES, 'desk digest', 'chat:@A1'));
  expect(own).toContain('Your day, Ann Baker / 1 alert is yours: 1 high');
});

test('health shows what is wrong first, with its mend', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage, {
    checks: () =>
      Promise.resolve([
        { what: 'Redis', state: 'good', says: 'answers' },
        { what: 'The RMM', state: 'bad', says: 'refuses the key.', mend: 'Make a new one.' },
      ]),
  });
  expect(said(await hands.command(ANN_PRESSES, 'desk health'))).toBe(
    '1 of 2 checks need attention / ❌ The RMM: refuses the key. Make a new one. / ✅ Redis: answers',
  );
});

test('filters are offered while they are typed', async () => {
  stage.house(HOUSE);
  const { interactions } = handsOn(stage);
  const offered = async (among: string, typed: string) =>
    (await interactions.choices(among, typed, { presser: ANN_PRESSES, place: CHANNEL })).map(({ id }) => id);
  expect(await offered('alert-filters', 'un')).toEqual(['unacknowledged']);
  expect(await offered('ticket-filters', 'un')).toEqual(['unassigned', 'unseen']);
});

test('alerts of one client or one of its sites, however they are called, with the filters beside it', async () => {
  stage.house({
    settings: settings({ people: PEOPLE, clients: [{ name: 'Acme', also: ['ACME Ltd'] }, { name: 'Globex' }] }),
  });
  await alerts(2);
  const other = { condition: 'rmm/check/g/1' };
  await takeSignal(stage.store, open({ title: 'globex one', client: 'Globex', site: 'Main office' }, other));
  const branch = { title: 'branch', client: 'ACME Ltd', site: 'Branch', type: 'availability' };
  await takeSignal(stage.store, open(branch, { condition: 'rmm/check/a/9' }));
  const hands = handsOn(stage);
  const titles = async (typed: string) =>
    said(await hands.command(ANN_PRESSES, typed)).match(/alert \d|globex one|branch/g);
  expect(await titles('alerts client:acme')).toEqual(['branch', 'alert 0', 'alert 1']);
  expect(await titles('alerts client:Acme site:"Main office"')).toEqual(['alert 0', 'alert 1']);
  expect(await titles('alerts critical client:Acme')).toEqual(['branch']);
  expect(await titles('alerts client:Acme critical')).toEqual(['branch']);
  expect(await titles('alerts site:Main office client:glo')).toEqual(['globex one']);
  expect(said(await hands.command(ANN_PRESSES, 'alerts client:Nobody'))).toContain('Nothing is called "Nobody"');
  expect(said(await hands.command(ANN_PRESSES, 'alerts nonsense client:Acme'))).toContain(
    'There is no list "nonsense"',
  );
  const page = await hands.command(ANN_PRESSES, 'alerts client:Acme site:Main office');
  expect(said(page)).toContain('2 open alerts at Acme, Main office');
});

test('names that are offered while somebody types are those of what fails, and stay behind the client wall', async () => {
  stage.house(WALLED_HOUSE);
  await alerts(1);
  await takeSignal(stage.store, open({ client: 'Globex', site: 'HQ' }, { condition: 'rmm/check/g/1' }));
  const { interactions } = handsOn(stage);
  const offered = async (who: Presser, place: string, typed: string) =>
    (await interactions.choices('alert-filters', typed, { presser: who, place })).map(({ id }) => id);
  expect(await offered(ANN_PRESSES, CHANNEL, 'client')).toEqual([
    'client:Acme',
    'client:Globex',
    'client:Acme site:Main office',
    'client:Globex site:HQ',
  ]);
  expect(await offered(ANN_PRESSES, GLOBEX_CHANNEL, 'client')).toEqual(['client:Globex', 'client:Globex site:HQ']);
  expect(await offered(STRANGER, 'chat:elsewhere', 'client')).toEqual([]);
});
