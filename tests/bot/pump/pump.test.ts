import { expect, test, vi } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import type { Notice } from '../../../src/desk/decision.ts';
import { checkDesk } from '../../../src/store/check.ts';
import { commit } from '../../../src/store/commit.ts';
import { readRow } from '../../../src/store/rows.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { readTroubles } from '../../../src/store/troubles.ts';
import { ACME_CHANNEL, CHANNEL, GLOBEX_CHANNEL, NOW, open, over, WALLED } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { allQuiet, createChat, startPump, words } from '../chat.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

function condition(index: number): string {
  return `rmm/check/dc01/${index}`;
}

function notice(name: string, more: Partial<Notice> = {}): Notice {
  const card = plainCard({ title: name, lines: [[`about ${name}`]] });
  return { key: name, destination: CHANNEL, loud: true, rank: 1, at: stage.now, card, ...more };
}

test('one alert is one message, and ten changes of it are one edit', async () => {
  const chat = createChat();
  {
    await using pump = await startPump(stage, chat);
    await takeSignal(pump.store, open());
    await allQuiet(stage);
    expect(chat.messages.map((one) => [one.destination, one.edits])).toEqual([[CHANNEL, 0]]);
  }
  for (let index = 1; index <= 10; index += 1)
    await takeSignal(stage.store, open({ hidden: index % 2 === 1 }, { readAt: NOW + index }));
  await takeSignal(stage.store, over('recovered', NOW + 20));
  await using _again = await startPump(stage, chat, 'one');
  await allQuiet(stage);
  const [card, ...thread] = chat.messages;
  expect([card?.edits, card && words(card)]).toEqual([1, expect.stringContaining('RECOVERED')]);
  expect(thread.every((one) => one.thread === card?.reference)).toBe(true);
});

test('what ended before it could be posted gets no message', async () => {
  const chat = createChat();
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, over('recovered', NOW));
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect([chat.messages, (await readRow(stage.store, CHANNEL, REF))?.state]).toEqual([[], 'ended']);
});

test('a post that surely failed is tried again; a channel that is slowed down holds up no other', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', destination: ACME_CHANNEL, is: 'later', times: 3 });
  stage.house({ settings: WALLED });
  await takeSignal(stage.store, open({ client: 'Acme' }));
  await takeSignal(stage.store, open({ client: 'Globex' }, { condition: condition(9) }));
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage, [ACME_CHANNEL, GLOBEX_CHANNEL]);
  expect(chat.calls.filter((call) => call.endsWith(ACME_CHANNEL))).toHaveLength(4);
  expect(chat.calls.indexOf(`post ${GLOBEX_CHANNEL}`)).toBeLessThan(3);
  expect(chat.messages.map(({ destination }) => destination)).toEqual([GLOBEX_CHANNEL, ACME_CHANNEL]);
});

test('when all channels want the last edit that the platform allows, one gets it', async () => {
  const chat = createChat({ allEdits: { count: 1, seconds: 600, burst: 1 } });
  stage.house({ settings: WALLED });
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open({ client: 'Acme' }));
  await takeSignal(pump.store, open({ client: 'Globex' }, { condition: condition(9) }));
  await allQuiet(stage, [ACME_CHANNEL, GLOBEX_CHANNEL]);
  await Promise.all([
    takeSignal(pump.store, over('recovered', NOW + 20)),
    takeSignal(pump.store, over('recovered', NOW + 20, { condition: condition(9) })),
  ]);
  await vi.waitFor(() => expect(chat.calls.some((call) => call.startsWith('edit'))).toBe(true));
  await pump.die();
  expect(chat.calls.filter((call) => call.startsWith('edit'))).toHaveLength(1);
});

test('a post whose answer was lost is looked up before it is repeated', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'lost' }, { on: 'find', is: 'later' });
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open());
  await allQuiet(stage);
  expect(chat.messages).toHaveLength(1);
  expect(chat.calls.slice(0, 3)).toEqual(['post chat:main', 'find chat:main', 'find chat:main']);
  chat.mishaps.push({ on: 'post', is: 'unsure' });
  await takeSignal(pump.store, open({}, { condition: condition(9) }));
  await allQuiet(stage);
  expect(chat.messages.map(({ key }) => key)).toEqual([`${REF}#1@${CHANNEL}`, `${condition(9)}/1#1@${CHANNEL}`]);
});

test('a card that was deleted gets one successor while it is open, and none when it is over', async () => {
  const chat = createChat();
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open());
  await allQuiet(stage);
  chat.messages.length = 0;
  await takeSignal(pump.store, open({ message: 'worse' }, { readAt: NOW + 1 }));
  await allQuiet(stage);
  expect(chat.messages.map(({ key }) => key)).toEqual([`${REF}#2@${CHANNEL}`]);
  chat.messages.length = 0;
  await takeSignal(pump.store, over('recovered', NOW + 2));
  await allQuiet(stage);
  expect(chat.messages).toEqual([]);
  expect((await readRow(stage.store, CHANNEL, REF))?.state).toBe('ended');
});

test('a channel that refuses is a trouble that people can see, until it takes something again', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'refused', after: 60_000 });
  {
    await using pump = await startPump(stage, chat);
    await takeSignal(pump.store, open());
    await vi.waitFor(async () =>
      expect(await readTroubles(stage.store)).toEqual({ [CHANNEL]: { since: NOW, sentence: 'it was refused' } }),
    );
  }
  await using _restarted = await startPump(stage, chat);
  await allQuiet(stage);
  await vi.waitFor(async () => expect(await readTroubles(stage.store)).toEqual({}));
  expect(chat.messages).toHaveLength(1);
});

test('a card or a notice that cannot be rendered holds up no other', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'bug' });
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open({ type: 'availability' }));
  await vi.waitFor(async () => expect((await readRow(stage.store, CHANNEL, REF))?.state).toBe('failed'));
  expect(await checkDesk(stage.store)).toContainEqual({
    what: 'The card of ACME-DC01: disk C is full',
    state: 'bad',
    says: expect.stringContaining(`could not be drawn in ${CHANNEL} since less than a minute: `),
    mend: expect.stringContaining('It is in /alerts all the same.'),
  });
  await takeSignal(pump.store, open({}, { condition: condition(9) }));
  await allQuiet(stage);
  chat.mishaps.push({ on: 'post', is: 'bug' });
  await commit(pump.store, [], { notices: [notice('broken', { rank: 0 }), notice('sound')] });
  await allQuiet(stage);
  expect(chat.messages.map(({ card }) => card.title)).toEqual(['ACME-DC01: disk C is full', 'sound']);
});

test('a card that could be drawn again, or whose item is over, is named no more', async () => {
  const chat = createChat();
  await using pump = await startPump(stage, chat);
  const named = async (): Promise<string[]> => (await checkDesk(stage.store)).map(({ what }) => what);
  chat.mishaps.push({ on: 'post', is: 'bug' });
  await takeSignal(pump.store, open());
  await vi.waitFor(async () => expect(await named()).toContain('The card of ACME-DC01: disk C is full'));
  await takeSignal(pump.store, open({ type: 'availability' }, { readAt: NOW + 1 }));
  await allQuiet(stage);
  await vi.waitFor(async () => expect(await named()).toEqual(['Outbox']));
  chat.mishaps.push({ on: 'edit', is: 'bug' }, { on: 'edit', is: 'bug' });
  await takeSignal(pump.store, open({}, { readAt: NOW + 2 }));
  await vi.waitFor(async () => expect(await named()).toContain('The card of ACME-DC01: disk C is full'));
  await takeSignal(pump.store, over('recovered', NOW + 3));
  await vi.waitFor(async () => expect(await named()).toEqual(['Outbox']));
});

test('quiet lines for one card go below it as one message; a loud notice goes by itself, once', async () => {
  const chat = createChat();
  {
    await using pump = await startPump(stage, chat);
    await takeSignal(pump.store, open());
    await allQuiet(stage);
  }
  const line = (name: string) =>
    notice(name, { ref: REF, loud: false, rank: 5, card: plainCard({ title: '', lines: [[name]] }) });
  const notices = [line('seen'), line('claimed'), notice('rise', { ref: REF }), line('released')];
  await commit(stage.store, [], { notices });
  await commit(stage.store, [], { notices });
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  const [card, ...below] = chat.messages;
  expect(below.map((one) => [one.thread, one.loud, words(one)])).toEqual([
    [card?.reference, true, 'rise / about rise'],
    [card?.reference, false, 'claimed / released / seen'],
  ]);
});

test('a quiet line without a card to stand below is not sent; a loud one about what is over is not either', async () => {
  const chat = createChat();
  await takeSignal(stage.store, open());
  await takeSignal(stage.store, over('recovered', NOW));
  const about = { ref: REF };
  await commit(stage.store, [], {
    notices: [notice('line', { ...about, loud: false }), notice('rise', about), notice('other')],
  });
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(chat.messages.map(words)).toEqual(['other / about other']);
});

test('a notice waits for the card below which it belongs', async () => {
  const chat = createChat();
  await takeSignal(stage.store, open());
  await commit(stage.store, [], { notices: [notice('rise', { ref: REF, rank: 0 })] });
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage);
  expect(chat.messages.map(({ thread, card }) => [thread, card.title])).toEqual([
    [undefined, 'ACME-DC01: disk C is full'],
    ['m1', 'rise'],
  ]);
});

test('a notice whose thread was deleted rings in the channel; a quiet line is let go', async () => {
  const chat = createChat();
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open());
  await allQuiet(stage);
  chat.mishaps.push({ on: 'post', is: 'gone', times: 2 });
  await commit(pump.store, [], { notices: [notice('line', { ref: REF, loud: false, rank: 0 })] });
  await allQuiet(stage);
  await commit(pump.store, [], { notices: [notice('rise', { ref: REF })] });
  await allQuiet(stage);
  expect(chat.messages.slice(1).map((one) => [one.thread, words(one)])).toEqual([[undefined, 'rise / about rise']]);
});

test('a direct message that is refused is given up; a channel is asked again', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'refused', destination: 'chat:@A1' }, { on: 'post', is: 'refused' });
  await commit(stage.store, [], { notices: [notice('dm', { destination: 'chat:@A1' }), notice('digest')] });
  await using _pump = await startPump(stage, chat);
  await allQuiet(stage, [CHANNEL, 'chat:@A1']);
  expect(chat.messages.map((one) => [one.destination, one.card.title])).toEqual([[CHANNEL, 'digest']]);
});

test("the client wall holds at the last moment: other clients' notices go nowhere, moved cards are redacted", async () => {
  const chat = createChat();
  stage.house({ settings: WALLED });
  await using pump = await startPump(stage, chat);
  await takeSignal(pump.store, open());
  await allQuiet(stage, [ACME_CHANNEL]);
  await takeSignal(pump.store, open({ client: 'Globex' }, { readAt: NOW + 1 }));
  await allQuiet(stage, [ACME_CHANNEL, GLOBEX_CHANNEL]);
  expect(chat.messages.map((one) => [one.destination, words(one).includes('disk')])).toEqual([
    [ACME_CHANNEL, false],
    [GLOBEX_CHANNEL, true],
  ]);
  const leaking = [
    notice('digest', { destination: ACME_CHANNEL, clients: ['Acme', 'Globex'] }),
    notice('rise', { destination: ACME_CHANNEL, ref: REF }),
  ];
  await commit(pump.store, [], { notices: leaking });
  await allQuiet(stage, [ACME_CHANNEL]);
  expect(chat.messages).toHaveLength(2);
});

test('after a crash between sending and recording, the next process finds the message and sends none twice', async () => {
  const chat = createChat();
  chat.mishaps.push({ on: 'post', is: 'hangs' });
  const first = await startPump(stage, chat, 'one');
  await takeSignal(first.store, open());
  await vi.waitFor(() => expect(chat.messages).toHaveLength(1));
  await first.die();
  await using _second = await startPump(stage, chat, 'two');
  await allQuiet(stage);
  expect(chat.messages.map((one) => [one.key, one.edits])).toEqual([[`${REF}#1@${CHANNEL}`, 1]]);
});

test('after a crash amid a notice, the lines that went together are not sent again, and a new one is', async () => {
  const chat = createChat();
  {
    await using pump = await startPump(stage, chat);
    await takeSignal(pump.store, open());
    await allQuiet(stage);
  }
  const line = (name: string) =>
    notice(name, { ref: REF, loud: false, rank: 5, card: plainCard({ title: '', lines: [[name]] }) });
  await commit(stage.store, [], { notices: [line('b'), line('c')] });
  chat.mishaps.push({ on: 'post', is: 'hangs' });
  const first = await startPump(stage, chat, 'one');
  await vi.waitFor(() => expect(chat.messages).toHaveLength(2));
  await first.die();
  stage.now -= 1;
  await commit(stage.store, [], { notices: [line('a')] });
  await using _second = await startPump(stage, chat, 'two');
  await allQuiet(stage);
  expect(chat.messages.slice(1).map(words)).toEqual(['b / c', 'a']);
});
