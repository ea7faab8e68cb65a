import { read } from '../../stories/sight.ts';
import type { World } from '../../stories/world.ts';
import type { Spoken } from './act-tickets.ts';
import { type Memory, ticketsOf } from './memory.ts';
import { accounts, chats, ownMessages, pressables } from './sight.ts';

/** FreeScout's codes. */
const MESSAGE = 2;
const NOTE = 3;
const PUBLISHED = 2;
const MAIL_OF_A_REPLY = 1;

/** Where words that were typed in a chat are lost, doubled, in another's name, or before the wrong eyes. */
export function wordFaults(world: World, memory: Memory, spoken: readonly Spoken[]): string[] {
  const tickets = ticketsOf(memory);
  const written = new Set(tickets.flatMap((ticket) => ticket.written ?? []));
  const dropped = new Set(tickets.flatMap((ticket) => ticket.dropped ?? []));
  return spoken.flatMap((one) => {
    const token = memory.typed.get(one.words) ?? '';
    const there = threadsWith(world, one.words);
    const fault = (what: string): string => `"${one.words}" of ${accounts[one.who].name} ${what}`;
    return [
      ...there.flatMap((thread) => threadFaults(world, thread, one)),
      ...(there.length > 1 ? [`is in FreeScout ${there.length} times`] : []),
      ...(written.has(token) && there.length === 0 ? ['counts as written and is not in FreeScout'] : []),
      ...toldFaults(toldOf(world, one), there.length),
      ...(dropped.has(token) ? droppedFaults(world, memory, one, there.length) : []),
      ...(written.has(token) || dropped.has(token) ? [] : forgottenFaults(world, one, token, there.length)),
    ].map(fault);
  });
}

/** How many of these are in FreeScout: a judge that sees none proves nothing. */
export function arrivedWords(world: World, spoken: readonly Spoken[]): number {
  return spoken.filter(({ words }) => threadsWith(world, words).length > 0).length;
}

type Thread = ReturnType<typeof threadsWith>[number];

function threadsWith({ freescout }: World, words: string) {
  return freescout.world.threads.where(
    ({ body, type, state }) =>
      (type === MESSAGE || type === NOTE) && state === PUBLISHED && (body?.includes(words) ?? false),
  );
}

function threadFaults({ freescout }: World, { id, type, created_by_user_id: by }: Thread, one: Spoken): string[] {
  const { users, send_logs: mails } = freescout.world;
  const author = users.get(by)?.email;
  const sent = mails.where((mail) => mail.thread_id === id && mail.mail_type === MAIL_OF_A_REPLY).length;
  const isReply = type === MESSAGE;
  return [
    ...(isReply === (one.to === 'customer') ? [] : [`is a ${isReply ? 'mail' : 'note'}, and was for ${one.to}`]),
    ...(author === accounts[one.who].email ? [] : [`stands there in the name of ${author}`]),
    ...(sent === (isReply ? 1 : 0) ? [] : [`was mailed ${sent} times`]),
  ];
}

/** What came to nothing was taken back by its author, or its author has every word of it. */
function droppedFaults(world: World, { timelines }: Memory, one: Spoken, there: number): string[] {
  const { name } = accounts[one.who];
  const takenBack = [...timelines.values()].flat().some(({ what, by }) => what === 'taken-back' && by.name === name);
  const told = toldOf(world, one) !== undefined;
  return [
    ...(told || takenBack ? [] : ['came to nothing, and nobody was told']),
    ...(there > 0 ? ['counts as dropped, and is there'] : []),
  ];
}

/** What its author was told of it is so. */
function toldFaults(told: string | undefined, there: number): string[] {
  if (told === undefined) return [];
  const saysThere = /reply was sent,|note was left,/.test(told);
  if (saysThere === there > 0) return [];
  return [`was said ${saysThere ? '' : 'not '}to be written, and is ${there > 0 ? '' : 'not '}there: ${oneLine(told)}`];
}

function toldOf({ slack, discord }: World, { who, words }: Spoken): string | undefined {
  const direct = [...slack.directMessages(accounts[who].slack), ...discord.directMessages(accounts[who].discord)];
  return direct.map((message) => read(message).words).find((text) => text.includes(words));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}

/** A reply whose author was offered to take it back had been accepted. */
function forgottenFaults(world: World, { who }: Spoken, token: string, there: number): string[] {
  const offered = chats.some((chat) =>
    pressables(ownMessages(world, chat, who)).some(
      ({ verb, id }) => verb === 'words-undo' && token !== '' && id.endsWith(`|${token}`),
    ),
  );
  return [
    ...(offered ? ['was accepted, and is forgotten'] : []),
    ...(there > 0 ? ['is in FreeScout, and the desk knows of no such order'] : []),
  ];
}
