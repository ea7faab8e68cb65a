import type { World } from '../../stories/world.ts';
import { ticketDeed } from './act-source.ts';
import { choose, fillIn, fromMenu, own, type Person, press, soon } from './hands.ts';
import type { House } from './house.ts';
import type { Meddling, TicketStep, Written } from './script-tickets.ts';
import type { Technician } from './script-source.ts';
import { accounts, ownMessages, pressables } from './sight.ts';

/** Words that somebody has typed, whatever became of them. */
export interface Spoken {
  /** Like no others. */
  words: string;
  who: Technician;
  to: 'customer' | 'colleagues';
}

/** How long somebody waits for the first ticket. */
const ARRIVES = 6_000;

/** Writes in a ticket, or meddles with it at FreeScout; answers whether there was one. */
export async function actTicket(house: House, step: TicketStep): Promise<boolean> {
  switch (step.do) {
    case 'words':
      return write(house, step, step, isTicket, `${step.text}s`);
    case 'words-both': {
      const menu = await soon(() => choose(house.world, 'slack', 'more', step.pick, isTicket), ARRIVES);
      if (!menu) return false;
      const same = (ref: string): boolean => ref === menu.ref;
      const both = await Promise.all([
        write(house, { chat: 'slack', who: 'ann' }, step, same, `${step.text}a`),
        write(house, { chat: 'discord', who: 'ben' }, step, same, `${step.text}b`),
      ]);
      return both.some(Boolean);
    }
    case 'meddle':
      return meddle(house.world, step);
  }
}

function isTicket(ref: string): boolean {
  return ref.startsWith('freescout/');
}

async function write(
  { world, spoken }: House,
  { chat, who }: Person,
  written: Written,
  fits: (ref: string) => boolean,
  words: string,
): Promise<boolean> {
  const me: Person = { chat, who };
  const menu = await soon(() => choose(world, chat, 'more', written.pick, fits), ARRIVES);
  // A note can be left on any ticket; what else is offered depends on how it stands.
  const note = await fromMenu(world, me, menu, 'internal-note');
  if (!note) return false;
  const offered = pressables(ownMessages(world, chat, who).filter(({ id }) => id === note.message));
  const button =
    offered.find(({ verb }) => verb === written.verb) ?? offered.find(({ verb }) => verb === 'reopen') ?? note;
  const verb = button.verb as Written['verb'];
  const to = readerOf({ ...written, verb });
  spoken.push({ words, who, to });
  const values = valuesOf({ ...written, verb }, `${words}\nand what follows from it`);
  if (!(await fillIn(world, me, button, values)) || to === 'colleagues') return true;
  const send = await own(world, me, (one) => one.verb === 'words-send', words);
  if (!send || written.ending === 'leave') return true;
  await Promise.all(Array.from({ length: written.ending === 'send-twice' ? 2 : 1 }, () => press(world, me, send)));
  if (written.ending !== 'undo') return true;
  const token = send.id.split('|')[3] ?? '';
  const undo = await own(world, me, (one) => one.verb === 'words-undo' && one.id.endsWith(`|${token}`));
  if (undo) await press(world, me, undo);
  return true;
}

function readerOf({ verb, to }: Written): Spoken['to'] {
  if (verb === 'reply') return 'customer';
  return verb === 'update' || verb === 'close' ? to : 'colleagues';
}

/** The fields of each verb's form. */
function valuesOf({ verb, to, after }: Written, text: string): Record<string, string> {
  switch (verb) {
    case 'reply':
      return { text, after };
    case 'update':
    case 'close':
      return { text, to };
    case 'internal-note':
    case 'reopen':
      return { text };
  }
}

async function meddle(
  world: World,
  { what, pick, who }: { what: Meddling; pick: number; who: Technician },
): Promise<boolean> {
  if (what !== 'note' && what !== 'merge' && what !== 'move') return ticketDeed(world, { what, pick, who });
  const { freescout } = world;
  const there = freescout.tickets().filter(({ state }) => state === 'published');
  const ticket = there[pick % there.length];
  const other = there[(pick + 1) % there.length];
  if (!ticket || !other) return false;
  const user = accounts[who].email;
  if (what === 'note') await freescout.agentNote(ticket.id, user, 'They have called before.');
  if (what === 'move') await freescout.move(ticket.id, ticket.mailbox === 'Support' ? 'Projects' : 'Support', user);
  if (what === 'merge' && other.id !== ticket.id) await freescout.merge(ticket.id, other.id, user);
  return what !== 'merge' || other.id !== ticket.id;
}
