import { markOf } from '../../desk/review/name-mark.ts';
import type { Choice } from '../../desk/form.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { type Flag, type TicketFilter, ticketFilters } from '../../desk/ticket/filter.ts';
import { Priority } from '../../desk/ticket/priority.ts';
import { Stage } from '../../desk/ticket/ticket.ts';
import { asChoices, nameIn, packWords, shorten, unpackWords, wordsApart } from '../alert/filter-words.ts';

/** Words that mean one of them. */
const MEANT: Readonly<Record<string, Flag | 'all'>> = {
  open: 'all',
  overdue: 'breached',
  late: 'breached',
  my: 'mine',
};

const KEYS = ['client', 'stage', 'priority', 'mailbox'] as const;

/** What can be named: clients and mailboxes that may be known where somebody asks. */
export interface Names {
  clients: readonly string[];
  mailboxes: readonly string[];
}

/** What is left of a button's identifier beside its verb, the kind of list and the page. */
const WORD_LIMIT = 76;

const EXISTS = `There are ${ticketFilters.join(', ')}, overdue; P1 to P4; ${KEYS.map((key) => `${key}:`).join(', ')} with a name; and words to search for.`;

/** Reads what was typed, such as `mine client:Acme stage:Awaiting printer`; an answer in words when it names what there is not. */
export function parseTicketFilter(typed: string, { clients, mailboxes }: Names): TicketFilter | string {
  const { loose, named } = wordsApart(typed, KEYS);
  const filter: TicketFilter = { flags: [] };
  const listed = { client: clients, stage: Stage.options, priority: Priority.options, mailbox: mailboxes };
  for (const key of KEYS) {
    const words = named.get(key);
    if (!words) continue;
    const { match, rest } = nameIn(words, listed[key], isFlag);
    if (match.is !== 'one') return `Nothing is listed: ${match.sentence} ${known(key, listed[key])}`;
    Object.assign(filter, { [key]: match.choice.id });
    loose.push(...rest);
  }
  const unknown = loose.find((word) => /^\p{L}+:[^/]/u.test(word));
  if (unknown !== undefined) return `There is no filter "${cut(unknown, 40)}". ${EXISTS}`;
  return withWords(filter, loose);
}

/** Flags and priorities among the words that stand by themselves; the others are searched for, or name a stage all together. */
function withWords(named: TicketFilter, loose: readonly string[]): TicketFilter {
  const flags = new Set(loose.map(flagOf).filter((flag) => flag !== undefined && flag !== 'all'));
  const priority = loose.map((word) => Priority.safeParse(word.toUpperCase()).data).find((one) => one !== undefined);
  const others = loose.filter((word) => !isFlag(word) && !Priority.safeParse(word.toUpperCase()).success);
  const words = others.join(' ');
  const stage = named.stage ?? Stage.options.find((one) => one.toLowerCase() === words.toLowerCase());
  const filter: TicketFilter = {
    ...named,
    flags: ticketFilters.filter((flag) => flag !== 'all' && flags.has(flag)) as Flag[],
    ...(stage === undefined ? {} : { stage }),
    ...(named.priority === undefined && priority !== undefined ? { priority } : {}),
  };
  return words === '' || (named.stage === undefined && stage !== undefined) ? filter : searching(filter, words);
}

function flagOf(word: string): Flag | 'all' | undefined {
  const lower = word.toLowerCase();
  return MEANT[lower] ?? ticketFilters.find((flag) => flag === lower);
}

function isFlag(word: string): boolean {
  return flagOf(word) !== undefined;
}

function known(key: string, names: readonly string[]): string {
  if (names.length === 0) return `No ${key} is known here.`;
  const some = names.slice(0, 8).map((name) => oneLine(name));
  return `Known here: ${cut(some.join(', '), 300)}${names.length > some.length ? ', …' : ''}.`;
}

/** The filter with words to search for, shortened where a button could not hold them. */
export function searching(filter: TicketFilter, words: string): TicketFilter {
  const search = shorten(words, (short) => wordOf({ ...filter, search: short }).length <= WORD_LIMIT);
  return search === '' ? filter : { ...filter, search };
}

/** The filter as a word of a button: `all`, `mine+unseen`, `all~1f0c22ab~Awaiting~P1~77aa01ff~printer%20jam`. */
export function wordOf({ flags, client, stage, priority, mailbox, search }: TicketFilter): string {
  const parts = [
    flags.join('+') || 'all',
    client === undefined ? '' : markOf(client),
    stage === undefined ? '' : String(Stage.options.indexOf(stage)),
    priority ?? '',
    mailbox === undefined ? '' : markOf(mailbox),
    search === undefined ? '' : packWords(search),
  ];
  return parts.join('~').replace(/~+$/u, '');
}

/** The filter of a button; undefined where it names what there is no more. */
export function ticketFilterOf(word: string, { clients, mailboxes }: Names): TicketFilter | undefined {
  const [flags = '', client = '', stage = '', priority = '', mailbox = '', search = ''] = word.split('~');
  const read = flags.split('+').map(flagOf);
  const found = {
    client: clients.find((name) => markOf(name) === client),
    stage: stage === '' ? undefined : Stage.options[Number(stage)],
    priority: Priority.safeParse(priority).data,
    mailbox: mailboxes.find((name) => markOf(name) === mailbox),
    search: unpackWords(search),
  };
  const wanted = { client, stage, priority, mailbox, search };
  for (const key of [...KEYS, 'search'] as const) if (wanted[key] !== '' && found[key] === undefined) return undefined;
  if (read.includes(undefined)) return undefined;
  const there = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ''));
  return { ...there, flags: read.filter((flag) => flag !== undefined && flag !== 'all') };
}

/** What to offer while somebody types. */
export function ticketFilterChoices({ clients, mailboxes }: Names): Choice[] {
  return asChoices([
    ...ticketFilters,
    'board',
    ...Stage.options.map((stage) => `stage:${stage}`),
    ...Priority.options.map((priority) => `priority:${priority}`),
    ...clients.map((client) => `client:${client}`),
    ...mailboxes.map((mailbox) => `mailbox:${mailbox}`),
  ]);
}
