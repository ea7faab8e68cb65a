import { read } from '../../stories/sight.ts';
import type { World } from '../../stories/world.ts';
import type { Memory } from './memory.ts';
import type { Technician } from './script-source.ts';
import { accounts, channels } from './sight.ts';

interface Sent {
  where: string;
  /** By what the bot names the message for ever. */
  key: string;
  words: string;
}

/** What was posted twice: under the same key, or in the same words oftener than it happened. */
export function doubles(world: World, memory: Memory): string[] {
  const sent = [...slackSent(world), ...discordSent(world)];
  return [
    ...twice(sent.map(({ where, key }) => `${where} ${key}`)).map((name) => `posted under one key twice: ${name}`),
    ...wordy(sent, memory),
    ...twice(markers(world)).map((marker) => `written to FreeScout twice: ${marker}`),
    ...twice(world.trmm.world.notes.map(({ note }) => note)).map((note) => `left as a note twice: ${note}`),
  ];
}

/** Every mark that the desk left in FreeScout, once for each thread that bears it. */
function markers({ freescout }: World): string[] {
  return freescout
    .tickets()
    .flatMap(({ threads }) => threads.flatMap(({ body }) => /\bdeskbell[ -][0-9a-f]{12}\b/i.exec(body)?.[0] ?? []));
}

/** A line of the timeline that stands in one thread, or in one channel, oftener than it happened at all. */
function wordy(sent: readonly Sent[], { timelines }: Memory): string[] {
  const happened = counted([...timelines.values()].flat().map(({ text }) => plain(text)));
  const told = counted(
    sent.flatMap(({ where, words }) => [...new Set(words.split('\n').map(plain))].map((line) => `${where}\n${line}`)),
  );
  return [...told].flatMap(([place, count]) => {
    const [where = '', line = ''] = place.split('\n');
    const most = happened.get(line);
    return most !== undefined && count > most
      ? [`told ${count} times, and happened ${most} times: "${line}" in ${where}`]
      : [];
  });
}

function slackSent({ slack }: World): Sent[] {
  const lists = [
    { where: 'slack', messages: slack.messages(channels.slack) },
    ...people.map((who) => ({ where: `slack to ${who}`, messages: slack.directMessages(accounts[who].slack) })),
  ];
  return lists.flatMap(({ where, messages }) =>
    messages.flatMap(({ replies, ...top }) =>
      [top, ...replies].map((one) => ({
        where: one.thread_ts === undefined ? where : `${where} below ${one.thread_ts}`,
        key: keyOf(one.metadata?.event_payload) ?? one.ts,
        words: read({ ...one, metadata: undefined }).words,
      })),
    ),
  );
}

function keyOf(payload: Record<string, unknown> | undefined): string | undefined {
  const key = payload?.['key'];
  return typeof key === 'string' ? key : undefined;
}

function discordSent({ discord }: World): Sent[] {
  const lists = [
    { where: 'discord', messages: discord.messages(channels.discord) },
    ...discord.threads().map(({ id }) => ({ where: `discord below ${id}`, messages: discord.messages(id) })),
    ...people.map((who) => ({ where: `discord to ${who}`, messages: discord.directMessages(accounts[who].discord) })),
  ];
  return lists.flatMap(({ where, messages }) =>
    messages.map((one) => ({
      where,
      // An edited message has lost its mark; its card is counted by its buttons.
      key: one.edited_timestamp ? one.id : String((one.components?.[0] as { id?: number } | undefined)?.id ?? one.id),
      words: read({ content: one.content, components: one.components }).words,
    })),
  );
}

const people: readonly Technician[] = ['ann', 'ben'];

/** As it reads, without what a chat puts around it. */
function plain(text: string): string {
  return text.replaceAll(/[\\*_`]/g, '').trim();
}

function counted(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function twice(all: readonly string[]): string[] {
  return [...counted(all)].filter(([, count]) => count > 1).map(([name, count]) => `${name} (${count} times)`);
}
