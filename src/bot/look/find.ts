import { setTimeout as pause } from 'node:timers/promises';
import { ticketSystem } from '../../desk/alert/ticket.ts';
import { type CardRow, NO_ITEM, plainCard } from '../../desk/card.ts';
import type { Contact } from '../../desk/ticket/conversation.ts';
import { dealt } from '../../desk/storm/deal.ts';
import { type DeskView, titleOf } from '../../desk/decision.ts';
import { find, type Found } from '../../desk/look/find.ts';
import { oneLine } from '../../desk/text.ts';
import { viewNow } from '../../store/view.ts';
import { visibleAlerts } from '../alert/list.ts';
import type { Answer } from '../contract.ts';
import { packWords, shorten, unpackWords } from '../alert/filter-words.ts';
import { counted, type Group, GROUPS, rowsOf } from './find-rows.ts';
import { howToLink } from '../link.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from '../table.ts';
import { closedTickets, openTickets } from '../ticket/tickets-here.ts';

/** How long closed tickets are found by their words. */
const DAYS = 30;
const CLOSED_FOR = DAYS * 24 * 3_600_000;

/** Rows with a button on the first card: as many as every chat has room for beside the headings. */
const SHOWN = 8;

/** How long the ticket system may think about a contact. */
const PATIENCE = 5_000;

/** What is left of a button's identifier beside its verb, the group and the page. */
const WORD_LIMIT = 78;

const MAIL = /^[^\s@]+@[^\s@]+$/u;

/** `/desk find`: clients, devices, contacts and tickets that have all the words; for colleagues. */
export const findCommand: Verb<Command> = {
  least: 'viewer',
  async run(desk, press) {
    if (!press.person) return said(howToLink(press.presser));
    const words = shorten(press.ask.argument ?? '', (short) => packWords(short).length <= WORD_LIMIT);
    if (words === '')
      return said(
        'What do you look for? Write some of its name, such as /desk find printer, or an address or a number.',
      );
    return overview(words, await look(desk, press, words));
  },
};

/** All of one kind, page by page; the button's word is `devices.2.<words>`. */
export const findClick: Verb<Click> = {
  least: 'viewer',
  async run(desk, press) {
    const [name, page, packed = ''] = (press.ask.with ?? '').split('.');
    const group = GROUPS.find((one) => one === name);
    const words = unpackWords(packed);
    if (!group || !words) return said('This button is from another version. Look again with /desk find.');
    const { found, rows } = await look(desk, press, words);
    const title = `${found[group].length} ${group} with "${words}"`;
    const turn = (next: number) => ({ verb: 'find', ref: NO_ITEM, with: wordFor(group, next, words) });
    return { is: 'card', card: pageCard(rows[group], Number(page) || 1, title, turn) };
  },
};

interface Looked {
  found: Found;
  rows: Record<Group, readonly CardRow[]>;
  /** What could not be searched, as a sentence. */
  missed: string | undefined;
}

async function look(desk: Desk, press: Press, words: string): Promise<Looked> {
  const { store, ports } = desk;
  const { place } = press;
  const view = await viewNow(store);
  const [alerts, open, closed, devices, asked] = await Promise.all([
    visibleAlerts(desk, place, view),
    openTickets(store, place, view),
    closedTickets(store, place, view.now - CLOSED_FOR, view),
    ports.devices(),
    contactOf(desk, words, view),
  ]);
  const { contact, missed } = asked;
  const found = find(words, { alerts, open, closed, devices, contact }, place, view.settings);
  return { found, rows: rowsOf(found, view), missed };
}

/** Whoever has the address that was typed; where nobody answers in time, that is said. */
async function contactOf(
  { ports, log }: Desk,
  words: string,
  view: DeskView,
): Promise<{ contact: Contact | undefined; missed: string | undefined }> {
  const system = ticketSystem(view);
  if (system === undefined || !MAIL.test(words)) return { contact: undefined, missed: undefined };
  const missed = `${titleOf(system, view)} did not answer, so whoever it has on file was not searched.`;
  const timer = new AbortController();
  try {
    const late = pause(PATIENCE, 'late' as const, { signal: timer.signal });
    late.catch(() => undefined);
    const contact = await Promise.race([ports.contact(system, words), late]);
    return contact === 'late' ? { contact: undefined, missed } : { contact, missed: undefined };
  } catch (error) {
    log.warn({ error }, 'a contact could not be looked up');
    return { contact: undefined, missed };
  } finally {
    timer.abort();
  }
}

/** The first of each kind, and the way to all of it. */
function overview(words: string, { found, rows, missed }: Looked): Answer {
  const lengths = GROUPS.map((group) => rows[group].length);
  const shares = dealt(lengths, SHOWN);
  const total = GROUPS.reduce((sum, group) => sum + found[group].length, 0);
  const searched = searchedLine(found);
  const none = [
    [`Searched: ${searched}.`],
    [
      'Fewer words, or a part of one, may find it. A ticket that was closed earlier opens by its number: ',
      { code: '/ticket 1042' },
    ],
  ];
  return {
    is: 'card',
    card: plainCard({
      title: total === 0 ? `Nothing has "${words}"` : `Found with "${words}"`,
      tone: 'info',
      lines: [...(total === 0 ? none : []), ...(missed === undefined ? [] : [[`⚠️ ${missed}`]])],
      rows: GROUPS.flatMap((group, index) =>
        groupRows(group, found[group].length, rows[group].slice(0, shares[index])),
      ),
      actions: GROUPS.filter((group, index) => rows[group].length > (shares[index] ?? 0)).map((group) => ({
        verb: 'find',
        label: `All ${found[group].length} ${group}`,
        ref: NO_ITEM,
        with: wordFor(group, 1, words),
      })),
      ...(total === 0 ? {} : { footer: [`Searched: ${searched}`] }),
    }),
  };
}

function groupRows(group: Group, count: number, rows: readonly CardRow[]): CardRow[] {
  if (count === 0) return [];
  const name = oneLine(`${group.charAt(0).toUpperCase()}${group.slice(1)}`);
  return [{ line: [{ bold: name }, ` · ${count}`] }, ...rows];
}

function searchedLine({ counts }: Found): string {
  const { clients, devices, contacts, open, closed } = counts;
  const told = devices === 0 ? 'no devices, since no source told of any' : counted(devices, 'device');
  const parts = [counted(clients, 'client'), told, counted(contacts, 'contact'), counted(open, 'open ticket')];
  return `${parts.join(', ')}, ${closed} closed in the last ${DAYS} days`;
}

function wordFor(group: Group, page: number, words: string): string {
  return `${group}.${page}.${packWords(words)}`;
}
