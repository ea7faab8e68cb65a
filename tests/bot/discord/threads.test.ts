import { expect, test } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import { directMessage } from '../../../src/desk/destination.ts';
import { postOf, seen } from '../contract/acting.ts';
import { alertCard } from '../contract/script.ts';
import { BEN, connect } from './stage.ts';
import { staged } from './staged.ts';

const line = plainCard({ title: '', lines: [['Ann took it']] });

test('a thread is named like its card, made once, and known again by another process', async () => {
  const stage = await staged();
  const thread = await stage.platform.outbound.post(postOf(stage));
  await stage.platform.outbound.post(postOf(stage, { key: 'line-1', card: line, thread }));
  await connect(stage.discord).outbound.post(postOf(stage, { key: 'line-2', card: line, thread }));
  expect(stage.discord.threads('alerts').map(({ id, name }) => `${id} ${name}`)).toEqual([
    `${thread.split('/')[1]} Disk C: is full on ACME-DC01`,
  ]);
  expect((await stage.read(stage.channel)).filter((one) => one.thread === thread)).toHaveLength(2);
});

test('a loud line answers the card in the channel and needs no thread', async () => {
  const stage = await staged();
  const thread = await stage.platform.outbound.post(postOf(stage));
  const reference = await stage.platform.outbound.post(postOf(stage, { key: 'loud', card: line, thread, loud: true }));
  const message = stage.discord.messages('alerts').find(({ id }) => reference.endsWith(id));
  expect(message?.message_reference?.message_id).toBe(thread.split('/')[1]);
  expect(stage.discord.threads('alerts')).toEqual([]);
});

test('an archived thread is opened again to change a line in it', async () => {
  const stage = await staged();
  const { outbound } = stage.platform;
  const thread = await outbound.post(postOf(stage));
  const reference = await outbound.post(postOf(stage, { key: 'line-1', card: line, thread }));
  stage.discord.archive(reference.split('/')[0] ?? '');
  const news = plainCard({ title: 'Ben took it' });
  await outbound.edit(stage.channel, reference, news, AbortSignal.timeout(10_000));
  expect((await seen(stage, reference)).text).toContain('Ben took it');
});

test.each([
  ['locked', (stage: Stage, thread: string) => stage.discord.archive(thread, true)],
  ['deleted', (stage: Stage, thread: string) => stage.discord.removeChannel(thread)],
  ['closed to the bot', (stage: Stage) => stage.discord.deny('alerts', ['SendMessagesInThreads'])],
])('what cannot be said in a thread that is %s is said in the channel', async (_how, spoil) => {
  const stage = await staged();
  const { outbound } = stage.platform;
  const thread = await outbound.post(postOf(stage));
  await outbound.post(postOf(stage, { key: 'line-1', card: line, thread }));
  spoil(stage, thread.split('/')[1] ?? '');
  const post = postOf(stage, { key: 'line-2', card: plainCard({ title: 'Still failing' }), thread });
  const reference = await outbound.post(post);
  expect(await seen(stage, reference)).toMatchObject({
    inChannel: true,
    text: expect.stringContaining('Still failing'),
  });
  expect(await outbound.find(post, Date.now() - 5000)).toBe(reference);
});

test('the line of a card that somebody deleted is said all the same', async () => {
  const stage = await staged();
  const { outbound } = stage.platform;
  const thread = await outbound.post(postOf(stage));
  await stage.remove(thread);
  const reference = await outbound.post(postOf(stage, { key: 'line-1', card: line, thread }));
  expect(await seen(stage, reference)).toMatchObject({ inChannel: true });
});

test('in direct messages there are no threads, so that a line answers the card', async () => {
  const stage = await staged();
  const destination = directMessage('discord', BEN);
  const thread = await stage.platform.outbound.post(postOf(stage, { destination }));
  await stage.platform.outbound.post(postOf(stage, { destination, key: 'line-1', card: line, thread }));
  const [card, answer] = stage.discord.directMessages(BEN);
  expect(answer?.message_reference?.message_id).toBe(card?.id);
});

test('whom a card of an item names is not rung, whom a line about it names is', async () => {
  const stage = await staged();
  const lines = [[{ mention: 'Ben Cole', accounts: { discord: BEN } }, ' has it']];
  const thread = await stage.platform.outbound.post(postOf(stage, { card: alertCard({ lines }) }));
  const line = postOf(stage, { key: 'line-1', card: alertCard({ lines }), thread, loud: true, rings: true });
  const about = await stage.platform.outbound.post(line);
  expect([(await seen(stage, thread)).rang, (await seen(stage, about)).rang]).toEqual([[], [BEN]]);
});

type Stage = Awaited<ReturnType<typeof staged>>;
