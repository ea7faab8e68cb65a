import type { Alert } from '../../../src/desk/alert/alert.ts';
import type { Item } from '../../../src/desk/item.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import { read } from '../../stories/sight.ts';
import type { World } from '../../stories/world.ts';
import type { Memory } from './memory.ts';
import type { Chat } from './script-people.ts';
import { channelMessages, channels, chats, pressables } from './sight.ts';

interface Shown {
  message: string;
  words: string;
  verbs: ReadonlySet<string>;
}

/** Where a chat does not show each item exactly once, or not as it is. */
export function cardFaults(world: World, memory: Memory, removed: ReadonlySet<string> = new Set()): string[] {
  return chats.flatMap((chat) => {
    const shown = shownIn(world, chat);
    const known = [...memory.items.values()].flatMap((item) => itemFaults(chat, item, memory, { shown, removed }));
    const strange = [...shown.keys()].filter((ref) => !memory.items.has(ref) && ref !== '-');
    return [...known, ...strange.map((ref) => `${chat} shows ${ref}, which nobody knows`)];
  });
}

/** Where a card reads otherwise in one chat than in the other. Times are written as each chat wants them. */
export function unlikeCards(world: World): string[] {
  const [here, there] = chats.map((chat) => shownIn(world, chat));
  return [...(here ?? [])].flatMap(([ref, [one]]) => {
    const other = there?.get(ref)?.[0];
    if (!one || !other || ref.startsWith('group/') || ref === '-') return [];
    const [slack, discord] = [wordsOf(one.words), wordsOf(other.words)];
    const differ = [...slack.symmetricDifference(discord)];
    const verbs = [...one.verbs.symmetricDifference(other.verbs)];
    return differ.length + verbs.length === 0
      ? []
      : [`${ref} differs between the chats: ${[...differ, ...verbs].join(' ')}`];
  });
}

/** Dates, addresses and headings are written as each chat has them. */
const STYLE = /<!date\^[^>]*>|<t:[^>]*>|&[a-z]+;|https?:[^\s)|>]+|\d{4}-\d\d-\d\d|\d?\d:\d\d|\bUTC\b|#{2,}/g;

function wordsOf(text: string): Set<string> {
  return new Set(text.replaceAll(STYLE, ' ').match(/[\p{L}\p{N}#]{2,}/gu) ?? []);
}

/** By reference: the messages in the channel that stand for it. */
function shownIn(world: World, chat: Chat): Map<string, Shown[]> {
  const shown = new Map<string, Shown[]>();
  for (const message of channelMessages(world, chat)) {
    // A card may open another one's item; that makes it no card of that item.
    const buttons = pressables([message]).filter(({ verb }) => verb !== 'show');
    const { words } = read(message.content);
    for (const ref of new Set(buttons.map((button) => button.ref))) {
      const verbs = new Set(buttons.filter((button) => button.ref === ref).map(({ verb }) => verb));
      // A reminder has some buttons of its item too; its card explains itself.
      if (!ref.startsWith('group/') && !verbs.has('why')) continue;
      shown.set(ref, [...(shown.get(ref) ?? []), { message: message.id, words, verbs }]);
    }
  }
  return shown;
}

interface Sight {
  shown: ReadonlyMap<string, readonly Shown[]>;
  removed: ReadonlySet<string>;
}

function itemFaults(chat: Chat, item: Item, memory: Memory, { shown, removed }: Sight): string[] {
  if (!('places' in item)) return [];
  const destination = `${chat}:${channels[chat]}`;
  if (!item.places.some((place) => place.destination === destination && place.as === 'card')) return [];
  const row = memory.rows.get(destination)?.get(item.ref);
  const cards = shown.get(item.ref) ?? [];
  const fault = (what: string): string[] => [`${item.ref} in ${chat} ${what}`];
  if (!row) return fault('has no row');
  if (row.state === 'folded') return foldedFaults(row.group, memory, cards, fault);
  if (row.state === 'ended')
    return cards.length === 0 ? [] : fault(`counts as never posted and has ${cards.length} cards`);
  if (row.state !== 'posted') return fault(`is ${row.state}: ${row.why ?? ''}`);
  // The desk learns that a card is gone when it wants to change it.
  if (cards.length === 0 && removed.has(row.reference?.split('/')[1] ?? '')) return [];
  const [card] = cards;
  if (!card || cards.length !== 1)
    return fault(`has ${cards.length} cards: ${cards.map(({ message }) => message).join(', ')}`);
  if (!row.reference?.endsWith(`/${card.message}`))
    return fault(`is remembered as ${row.reference}, not ${card.message}`);
  return lies(item, card, memory, destination).flatMap((lie) =>
    fault(`${lie}: ${card.words.split('\n').slice(0, 4).join(' · ')}`),
  );
}

function foldedFaults(
  group: string | undefined,
  memory: Memory,
  cards: readonly Shown[],
  fault: (what: string) => string[],
): string[] {
  const storm = memory.items.get(group ?? '');
  if (cards.length > 0) return fault('is folded and has a card of its own');
  if (storm?.kind !== 'group') return fault(`is folded into ${group}, which is not there`);
  return [];
}

/** What the card says that is not so, and what it leaves out. */
function lies(item: Item, card: Shown, memory: Memory, destination: string): string[] {
  switch (item.kind) {
    case 'alert':
      return [...endLies(item, card), ...deedLies(item, card), ...stateLies(item, card)];
    case 'ticket':
      return ticketLies(item, card);
    case 'group':
      return groupLies(item.ref, card, memory, destination);
    case 'time':
    case 'window':
    case 'bulk':
    case 'request':
    case 'stop':
    case 'turns':
    case 'roster':
    case 'handover':
    case 'checkin':
      return [];
  }
}

const ENDS = { recovered: 'RECOVERED', resolved: 'RESOLVED BY HAND', deleted: 'DELETED', withdrawn: 'OUT OF SIGHT' };
const GRADES = { critical: 'CRITICAL', high: 'HIGH', warning: 'WARNING', info: 'INFO' };

function endLies({ ended, severity }: Alert, card: Shown): string[] {
  const badge = ended ? ENDS[ended.how] : GRADES[severity];
  return wants(card.words.includes(badge), `does not say ${badge}`);
}

function deedLies({ ended, acknowledged, claimed }: Alert, { verbs, words }: Shown): string[] {
  const offered = ['acknowledge', 'unacknowledge', 'claim', 'release'].filter((verb) => verbs.has(verb));
  const fitting = ended ? [] : [acknowledged ? 'unacknowledge' : 'acknowledge', claimed ? 'release' : 'claim'];
  return [
    ...wants(offered.join() === fitting.join(), `offers ${offered.join(', ')} instead of ${fitting.join(', ')}`),
    ...wants(!claimed || words.includes(claimed.by.name), `does not say that ${claimed?.by.name} has it`),
    ...wants(!acknowledged || words.includes(acknowledged.by.name), `does not name ${acknowledged?.by.name}`),
  ];
}

function stateLies({ ended, facts, order, firings, time }: Alert, { words }: Shown): string[] {
  const entries = time.filter(({ state }) => state === 'saved');
  return [
    ...wants(
      ended !== undefined || words.includes('snoozed') === (facts.snoozed !== undefined),
      'is wrong about a snooze',
    ),
    ...wants(words.includes('on its way') === (order !== undefined), 'is wrong about an order'),
    ...wants(
      ended !== undefined || firings < 2 || words.includes(`fired ${firings} times`),
      `hides ${firings} firings`,
    ),
    ...wants(words.split('saved as a draft').length - 1 === entries.length, `shows not ${entries.length} saved times`),
  ];
}

/** How a card may name what each status is at the source. */
const STAGES = {
  active: /\b(New|In progress)\b/,
  pending: /\bAwaiting\b/,
  closed: /\b(DONE|CANCELLED|REJECTED)\b/,
  spam: /\bSPAM\b/,
};

function ticketLies({ facts, gone, acknowledged }: Ticket, { words, verbs }: Shown): string[] {
  const isOver = gone !== undefined || facts.status === 'closed' || facts.status === 'spam';
  const holder = facts.assignee?.name;
  const hold = verbs.has('release') || verbs.has('claim');
  return [
    ...wants(!isOver || (!hold && !verbs.has('acknowledge')), 'offers what cannot be done'),
    ...wants(isOver || verbs.has('release') === (holder !== undefined), `is wrong about its holder (${holder})`),
    ...wants(isOver || verbs.has('unacknowledge') === (acknowledged !== undefined), 'is wrong about who has seen it'),
    ...wants(holder === undefined || words.includes(holder), `does not name ${holder}`),
    ...wants(gone !== undefined || STAGES[facts.status].test(words), `does not say that it is ${facts.status}`),
    ...wants(!words.includes('writing to'), 'says that an order is being written'),
  ];
}

function groupLies(ref: string, { words, verbs }: Shown, { items, rows }: Memory, destination: string): string[] {
  const folded = [...(rows.get(destination) ?? [])].filter(([, row]) => row.state === 'folded' && row.group === ref);
  const members = folded.flatMap(([name]) => {
    const item = items.get(name);
    return item?.kind === 'alert' ? [item] : [];
  });
  const open = members.filter(({ ended }) => !ended);
  const unseen = open.filter(({ acknowledged }) => !acknowledged);
  const counts = `${open.length} still failing, ${members.length - open.length} over`;
  return [
    ...wants(words.includes(counts), `does not say "${counts}"`),
    ...wants(verbs.has('all-acknowledge') === unseen.length > 0, `is wrong about ${unseen.length} unseen`),
  ];
}

function wants(holds: boolean, otherwise: string): string[] {
  return holds ? [] : [otherwise];
}
