import { expect, test } from 'vitest';
import { addHint } from '../../../src/store/hints.ts';
import { forget, readOld } from '../../../src/store/old.ts';
import { readProofWishes, writeProof } from '../../../src/store/proofs.ts';
import { key } from '../../../src/store/redis.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import {
  ACME_CHANNEL,
  CHANNEL,
  CLIENTS,
  GLOBEX_CHANNEL,
  HOUR,
  NOW,
  open,
  over,
  settings,
  there,
} from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { allQuiet, createChat, startPump } from '../chat.ts';
import { ANN_PRESSES, BEN_PRESSES, buttons, handsOn, HOUSE, PEOPLE, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

function condition(index: number): string {
  return `rmm/check/dc01/${index}`;
}

async function raise(index: number, facts: object = {}): Promise<void> {
  await takeSignal(stage.store, open({ title: `alert ${index}`, ...facts }, { condition: condition(index) }));
}

/** One alert of each fate: posted, listed, ended before posting, failed, and one from before the start. */
async function aDay(): Promise<void> {
  const chat = createChat();
  await raise(1, { raw: 'info' });
  await raise(2);
  await takeSignal(stage.store, over('recovered', NOW, { condition: condition(2) }));
  await takeSignal(stage.store, open({ title: 'alert 3' }, { condition: condition(3) }), true);
  {
    await raise(4);
    await using _pump = await startPump(stage, chat);
    await allQuiet(stage);
  }
  chat.mishaps.push({ on: 'post', is: 'bug' });
  await raise(5);
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
}

test('the equation of the day, and each number opens what is behind it', async () => {
  stage.house(HOUSE);
  await aDay();
  const hands = handsOn(stage);
  const sheet = await hands.command(BEN_PRESSES, 'desk ledger');
  expect(said(sheet)).toContain('Balance sheet of 2026-11-02');
  expect(said(sheet)).toContain(
    'This channel: 5 seen = 1 posted + 1 listed + 1 from before the first start + 1 ended before posting + 1 failed',
  );
  expect(buttons(sheet)).toEqual([`ledger - 2026-11-02.1.all.${CHANNEL}`, 'ledger - 2026-11-01.1']);
  const account = await hands.click(BEN_PRESSES, 'ledger', '-', `2026-11-02.1.all.${CHANNEL}`);
  expect(buttons(account)).toContain(`ledger - 2026-11-02.1.failed.${CHANNEL}`);
  const behind = async (term: string) => hands.click(BEN_PRESSES, 'ledger', '-', `2026-11-02.1.${term}.${CHANNEL}`);
  expect(said(await behind('failed'))).toMatch(/alert 5.*this card cannot be rendered/);
  expect(buttons(await behind('failed'))).toEqual([`show ${condition(5)}/1`]);
  expect(said(await behind('ended'))).toMatch(/alert 2.*it ended before it could be posted/);
  expect(said(await behind('baseline'))).toMatch(/alert 3/);
  expect(said(await behind('nonsense'))).toBe('There is no such number in the balance sheet.');
  expect(said(await hands.click(BEN_PRESSES, 'ledger', '-', '2026-11-01.1'))).toContain('Nothing was seen that day.');
});

test('Why? says where an alert is', async () => {
  stage.house(HOUSE);
  await aDay();
  const hands = handsOn(stage, {
    linkTo: (destination, reference) => `https://chat.example/${destination}/${reference}`,
  });
  const why = async (index: number) => said(await hands.click(BEN_PRESSES, 'why', `${condition(index)}/1`));
  expect(await why(4)).toMatch(/Where it is \/ This channel: posted 2026-11-02 09:00 · Show the message/);
  expect(await why(5)).toContain('This channel: failed, TypeError: this card cannot be rendered');
  expect(await why(2)).toContain('This channel: ended before posting, it ended before it could be posted');
  expect(await why(1)).toContain('This channel: listed, it is in lists and digests only');
});

test('a storm: the members are in its card, and Open leads there', async () => {
  stage.house(HOUSE);
  for (let index = 1; index <= 9; index += 1) await raise(index);
  await using _pump = await startPump(stage, createChat());
  await allQuiet(stage);
  const hands = handsOn(stage);
  expect(said(await hands.command(BEN_PRESSES, 'desk ledger'))).toContain('9 seen = 9 folded into storm cards');
  const first = await hands.click(BEN_PRESSES, 'ledger', '-', `2026-11-02.1.folded.${CHANNEL}`);
  expect(buttons(first)).toHaveLength(9);
  expect(buttons(first)[0]).toMatch(/^group-list group\//);
  expect(buttons(first).at(-1)).toBe(`ledger - 2026-11-02.2.folded.${CHANNEL}`);
  expect(buttons(await hands.click(BEN_PRESSES, 'ledger', '-', `2026-11-02.2.folded.${CHANNEL}`))).toHaveLength(2);
  expect(said(await hands.click(BEN_PRESSES, 'why', `${condition(3)}/1`))).toContain('folded into a storm card');
});

test('what no channel serves has failed, and says so', async () => {
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS }), defaults: [GLOBEX_CHANNEL] });
  await raise(1, { client: 'Initech' });
  const hands = handsOn(stage);
  const sheet = await hands.command(BEN_PRESSES, 'desk ledger', CHANNEL);
  expect(said(sheet)).toContain('No channel: 1 seen = 1 failed');
  expect(said(await hands.click(BEN_PRESSES, 'ledger', '-', '2026-11-02.1.failed.-', CHANNEL))).toMatch(
    /alert 1.*no channel serves it/,
  );
  await raise(2, { client: 'Globex' });
  expect(said(await hands.command(BEN_PRESSES, 'desk ledger', CHANNEL))).toContain('(Globex): 1 seen = 1 pending');
});

test("a client's channel hears of itself alone, whatever button is pressed there", async () => {
  stage.house(WALLED_HOUSE);
  await raise(1, { client: 'Acme' });
  await raise(2, { client: 'Globex' });
  await raise(3, { client: 'Acme' });
  await takeSignal(
    stage.store,
    open({ title: 'alert 3', client: 'Globex' }, { condition: condition(3), readAt: NOW + 1 }),
  );
  const hands = handsOn(stage);
  const own = await hands.command(BEN_PRESSES, 'desk ledger', ACME_CHANNEL);
  expect(said(own)).toContain('This channel / 2 seen = 1 moved away + 1 pending.');
  expect(said(own)).not.toContain('alert 2');
  const press = async (word: string) => hands.click(BEN_PRESSES, 'ledger', '-', word, ACME_CHANNEL);
  for (const word of [
    `2026-11-02.1.all.${GLOBEX_CHANNEL}`,
    `2026-11-02.1.pending.${GLOBEX_CHANNEL}`,
    '2026-11-02.1.webhooks',
  ])
    expect(said(await press(word))).toBe('This belongs to another channel.');
  const moved = said(await press(`2026-11-02.1.moved.${ACME_CHANNEL}`));
  expect(moved).toContain('1 of them belong to another channel');
  expect(moved).not.toContain('alert 3');
  const all = said(await hands.command(BEN_PRESSES, 'desk ledger', CHANNEL));
  expect(all).toContain('(Acme): 2 seen');
  expect(all).toContain('(Globex): 2 seen');
  expect(said(await hands.click(BEN_PRESSES, 'why', `${condition(1)}/1`, undefined, ACME_CHANNEL))).toContain(
    'This channel: pending',
  );
});

test('who may ask where', async () => {
  stage.house(HOUSE);
  await raise(1);
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger', 'chat:@A1'))).toContain('1 seen = 1 pending');
  expect(said(await hands.command(BEN_PRESSES, 'desk ledger', 'chat:@B1'))).toContain('is for owners');
  expect(said(await hands.command(STRANGER, 'desk ledger', 'chat:elsewhere'))).toContain('I do not know you yet');
  expect(said(await hands.command(STRANGER, 'desk ledger'))).toContain('1 seen');
});

test.each(['2026-11-31', 'tomorrow', '2027-01-01', 'dec'])('there is no balance sheet of %s', async (day) => {
  stage.house(HOUSE);
  expect(said(await handsOn(stage).command(ANN_PRESSES, `desk ledger ${day}`))).toBe(
    `There is no balance sheet of "${day}". Say today, yesterday, or a day that has come, such as 2026-11-20.`,
  );
});

test('a day back, in the zone of the desk', async () => {
  stage.house({ settings: settings({ people: PEOPLE, zone: 'Pacific/Kiritimati' }) });
  await raise(1);
  const hands = handsOn(stage);
  stage.now += 24 * HOUR;
  await raise(2);
  await raise(3);
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger'))).toContain('2 seen');
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger yesterday'))).toContain('1 seen');
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger 2026-11-02'))).toContain('1 seen');
});

test('what is lost inside the desk is told aloud, with its name', async () => {
  stage.house(HOUSE);
  await raise(1);
  await raise(2);
  const { redis } = stage.store.database;
  await redis.zrem(key('behind', CHANNEL), `${condition(1)}/1`);
  const hands = handsOn(stage);
  const sheet = await hands.command(ANN_PRESSES, 'desk ledger');
  expect(said(sheet)).toContain('The balance sheet of 2026-11-02 does not add up');
  expect(said(sheet)).toContain('2 seen ≠ 1 pending');
  expect(said(sheet)).toMatch(/❌ .*alert 1.*nothing is under way to post it/);
  expect(sheet).toMatchObject({ card: { tone: 'critical' } });
  expect(said(await hands.click(ANN_PRESSES, 'ledger', '-', `2026-11-02.1.astray.${CHANNEL}`))).toContain('alert 1');
  expect(said(await hands.click(ANN_PRESSES, 'why', `${condition(1)}/1`))).toContain('❌ nobody can say');
  await takeSignal(stage.store, open({ title: 'alert 1', value: 'new' }, { condition: condition(1), readAt: NOW + 1 }));
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger'))).toContain('2 seen = 2 pending');
});

test('what was forgotten is said to be no longer kept, and what is left still adds up', async () => {
  stage.house(HOUSE);
  await raise(1);
  await takeSignal(stage.store, over('recovered', NOW, { condition: condition(1) }));
  await raise(2);
  stage.now += 48 * HOUR;
  const old = await readOld(stage.store, stage.now, 10);
  await forget(
    stage.store,
    old.map(({ ref }) => ref),
  );
  const hands = handsOn(stage);
  const back = said(await hands.command(ANN_PRESSES, 'desk ledger 2026-11-02'));
  expect(back).toContain('is no longer kept');
  expect(back).toContain('1 seen = 1 pending');
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger'))).not.toContain('no longer kept');
});

test('webhooks: what they named, and what became of it', async () => {
  stage.house(HOUSE);
  const { store } = stage;
  const { redis } = store.database;
  for (const row of ['1', '2', '3', '4', '5']) await addHint(store, { source: 'rmm', row }, stage.now);
  await takeSignal(store, open(), false, { hint: { source: 'rmm', row: '1', readAt: NOW } });
  for (const [row, fate] of [
    ['2', 'gone'],
    ['3', 'over'],
  ] as const) {
    await redis.zrem(key('hints'), `rmm ${row}`);
    await redis.hset(key('fates'), `rmm ${row}`, fate);
  }
  await redis.zrem(key('hints'), 'rmm 5');
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger'))).toContain(
    'Webhooks: 5 rows named = 1 read + 1 over before they could be read + 1 failed: gone before they could be read + 1 waiting to be read + 1 of which nobody can say',
  );
  const shown = said(await hands.click(ANN_PRESSES, 'ledger', '-', '2026-11-02.1.webhooks'));
  expect(shown).toContain('The RMM 2 named 2026-11-02 09:00: failed: gone before they could be read');
});

test('many channels are turned page by page', async () => {
  const clients = Array.from({ length: 10 }, (_, index) => ({ name: `Client ${index}`, channels: [`chat:c${index}`] }));
  stage.house({ settings: settings({ people: PEOPLE, clients }) });
  for (let index = 0; index < 10; index += 1) await raise(index, { client: `Client ${index}` });
  await takeSignal(stage.store, there());
  const hands = handsOn(stage);
  const first = await hands.command(ANN_PRESSES, 'desk ledger');
  expect(buttons(first)).toContain('ledger - 2026-11-02.2');
  expect(said(await hands.click(ANN_PRESSES, 'ledger', '-', '2026-11-02.2'))).toContain('Client 9');
});

test('who may have it counted again, and where', async () => {
  stage.house({ ...WALLED_HOUSE, sources: { rmm: HOUR } });
  let hurried = 0;
  const hands = handsOn(stage, { prove: () => (hurried += 1) });
  const prove = async (who = ANN_PRESSES, place = CHANNEL) =>
    said(await hands.command(who, 'desk ledger prove', place));
  expect(await prove(STRANGER)).toContain('I do not know you yet');
  expect(await prove(BEN_PRESSES)).toBe('This needs the role lead; yours is technician. An owner can change that.');
  for (const place of [ACME_CHANNEL, 'chat:elsewhere'])
    expect(await prove(ANN_PRESSES, place)).toContain('in one of the shared channels of the desk');
  expect([hurried, await readProofWishes(stage.store)]).toEqual([0, []]);
  expect(await prove()).toBe('Counting at The RMM now. What comes of it is posted here.');
  expect(await prove(ANN_PRESSES, 'chat:@A1')).toContain('Counting at The RMM now');
  expect([hurried, (await readProofWishes(stage.store)).map(({ place }) => place).toSorted()]).toEqual([
    2,
    ['chat:@A1', CHANNEL],
  ]);
  stage.house({ sources: {} });
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk ledger prove'))).toBe(
    'There is no source that could be counted.',
  );
});

test('what a count found can be paged through, but not in the channel of a client', async () => {
  stage.house({ ...WALLED_HOUSE, sources: { rmm: HOUR } });
  const difference = {
    what: 'unknown' as const,
    ref: `${condition(1)}/1`,
    title: 'alert 1',
    says: 'open there',
    mended: true,
  };
  const differences = Array.from({ length: 10 }, () => difference);
  await writeProof(stage.store, 'rmm', { proof: { at: NOW, counted: 12, found: 10, differences } });
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger'))).toContain(
    '⚠️ The RMM: 2026-11-02 09:00, 12 counted, 10 differences, all mended',
  );
  const second = await hands.click(ANN_PRESSES, 'proof', '-', 'rmm.2');
  expect(said(second)).toContain('alert 1: open there; taken in now');
  expect(buttons(second)).toEqual([`show ${condition(1)}/1`, `show ${condition(1)}/1`, 'proof - rmm.1']);
  expect(said(await hands.click(ANN_PRESSES, 'proof', '-', 'rmm.1', ACME_CHANNEL))).toBe(
    'This belongs to another channel.',
  );
  expect(said(await hands.click(ANN_PRESSES, 'proof', '-', 'desk.1'))).toBe('Nothing has been counted there yet.');
  expect(said(await hands.command(ANN_PRESSES, 'desk ledger', ACME_CHANNEL))).not.toContain('counted');
});
