import { read } from '../../stories/sight.ts';
import type { World } from '../../stories/world.ts';
import type { Memory } from './memory.ts';
import type { Chat } from './script-people.ts';
import { channels, chats } from './sight.ts';

/** What stands in the thread of a card, or rings in its channel, when it has happened. */
const TOLD = new Set([
  'acknowledged',
  'unacknowledged',
  'claimed',
  'released',
  'refired',
  'rose',
  'fell',
  'recovered',
  'resolved',
  'deleted',
  'assigned',
  'status',
  'customer-replied',
  'responded',
  'reply',
  'note',
  'update',
  'close',
  'reopen',
  'await',
  'failed',
]);

/** What happened to an item that has a card of its own, and is told nowhere. */
export function lostLines(world: World, memory: Memory, removed: ReadonlySet<string>): string[] {
  return chats.flatMap((chat) => {
    const rows = memory.rows.get(`${chat}:${channels[chat]}`) ?? new Map();
    return [...rows].flatMap(([ref, row]) => {
      const item = memory.items.get(ref);
      if (row.reference === undefined || (item?.kind !== 'alert' && item?.kind !== 'ticket')) return [];
      const card = row.reference.split('/')[1] ?? '';
      // What stood below a card that somebody deleted is gone with it.
      if (removed.has(card) || row.generation > 1) return [];
      const told = linesBelow(world, chat, card);
      const timeline = memory.timelines.get(ref) ?? [];
      const entries = timeline.filter((entry, index) => {
        // What fired again and was over before anybody looked is told by its end alone.
        const isPassed = entry.what === 'refired' && timeline[index + 1]?.at === entry.at;
        return TOLD.has(entry.what) && entry.at > row.postedAt && !isPassed;
      });
      const texts = entries
        .map(({ text }) => text)
        .filter((text) => item.kind === 'alert' || !/claims it|releases it/.test(text));
      return [...new Set(texts)]
        .filter((text) => !told.some((line) => line.includes(plain(text))))
        .map((text) => `${ref}: nobody was told in ${chat}: "${text}"`);
    });
  });
}

function linesBelow({ slack, discord }: World, chat: Chat, card: string): string[] {
  const messages: unknown[] =
    chat === 'slack'
      ? (slack.messages(channels.slack).find(({ ts }) => ts === card)?.replies ?? [])
      : [
          ...(discord.threads().some(({ id }) => id === card) ? discord.messages(card) : []),
          ...discord.messages(channels.discord),
        ];
  return messages.flatMap((message) => read(message).words.split('\n').map(plain));
}

function plain(text: string): string {
  return text.replaceAll(/[\\*_`]/g, '').trim();
}
