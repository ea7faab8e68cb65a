import { randomInt } from 'node:crypto';
import { type Candidate, giveTurn, noTurnFor, onDuty, whyNobody, whyNotNow } from '../desk/ticket/auto-assign.ts';
import { type Decision, type DeskView, unchanged } from '../desk/decision.ts';
import { SystemError } from '../desk/errors.ts';
import type { Person } from '../desk/people.ts';
import { stopOf } from '../desk/stop/stop.ts';
import type { Ticket } from '../desk/ticket/ticket.ts';
import { isWaiting } from '../desk/ticket/turn-due.ts';
import { nextTurn, noTurns, type Turns, turnsRef } from '../desk/ticket/turns.ts';
import type { WriteBack } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { readEffect } from '../store/outbox.ts';
import { linkAccount } from '../store/people.ts';
import { readItem, readOpen } from '../store/read.ts';
import { readTicket } from '../store/signals.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import { integrationOf, type JobParts } from './parts.ts';

/** Steps of chance: as fine as nobody needs. */
const STEPS = 2 ** 32;

/** All that a turn is decided by, as it is read for each try anew: of two tickets at once the second sees whom the first went to. */
interface Situation {
  ticket: Ticket | undefined;
  turns: Turns;
  open: ReadonlyMap<string, number>;
}

/** Gives a ticket to one of those on duty, once, together with the memory of who had the turn. */
export async function assignTurn(parts: JobParts, key: string, random = () => randomInt(STEPS) / STEPS): Promise<void> {
  const { store } = parts;
  const effect = await readEffect(store, key);
  if (effect?.job !== 'assign-turn') return;
  const ticket = await readTicket(store, effect.ref);
  const view = await viewNow(store);
  const duty = ticket && isWaiting(ticket) ? onDuty(view.people, view.settings, view.now) : [];
  const found = ticket && !stopOf(ticket.client, view) ? await lookAt(parts, ticket, duty) : [];
  let next: Turns | undefined;
  await change<Ticket, Situation>(
    store,
    {
      read: () => situation(store, effect.ref, effect.system),
      decide(now, at) {
        const decided = decide(now, { duty, found, random: random() }, at);
        next = decided.turns;
        return decided.ticket;
      },
      also: () =>
        Promise.resolve(
          next ? [{ is: 'changed', item: next, entries: [], effects: [], notices: [], silent: true }] : [],
        ),
    },
    { settles: key },
  );
}

function decide(
  { ticket, turns, open }: Situation,
  { duty, found, random }: { duty: readonly Person[]; found: readonly Candidate[]; random: number },
  view: DeskView,
): { ticket: Decision<Ticket>; turns?: Turns } {
  if (!ticket) return { ticket: unchanged() };
  const looked = found.map((one) => ({ ...one, open: open.get(one.account ?? '') ?? 0 }));
  const reasons = looked.flatMap((one) => whyNotNow(one, view.settings) ?? []);
  const can = looked.filter((one) => whyNotNow(one, view.settings) === undefined);
  const again = view.settings.tickets.assign?.again === true;
  const turn = stopOf(ticket.client, view)
    ? undefined
    : nextTurn(
        can.map(({ person }) => person.id),
        turns,
        { again, random },
      );
  const picked = can.find(({ person }) => person.id === turn?.picked);
  if (!turn || !picked)
    return { ticket: noTurnFor(ticket, whyNobody(ticket, { duty, last: turns.last, reasons }, view), view) };
  const given = giveTurn(ticket, picked, view);
  if (given.is !== 'changed') return { ticket: given };
  return { ticket: given, turns: { ...turns, last: turn.picked, had: turn.had, at: view.now } };
}

async function situation(store: Store, ref: string, source: string): Promise<Situation> {
  const [ticket, turns, all] = await Promise.all([
    readTicket(store, ref),
    readItem(store, turnsRef(source)),
    readOpen(store, 'ticket'),
  ]);
  const open = new Map<string, number>();
  for (const one of all) {
    const holder = one.kind === 'ticket' && one.source === source ? holderOf(one) : undefined;
    if (holder !== undefined) open.set(holder, (open.get(holder) ?? 0) + 1);
  }
  return { ticket, turns: turns?.kind === 'turns' ? turns : noTurns(source), open };
}

/** Who has it, or will have it when what is ordered is written. */
function holderOf({ intent, facts }: Ticket): string | undefined {
  return intent ? intent.assignee?.account : facts.assignee?.id;
}

async function lookAt(parts: JobParts, ticket: Ticket, duty: readonly Person[]): Promise<Candidate[]> {
  const target = integrationOf(parts, ticket.source)?.writeBack;
  const found: Candidate[] = [];
  for (const person of duty) found.push({ person, open: 0, ...(await accessOf(parts.store, target, ticket, person)) });
  return found;
}

async function accessOf(
  store: Store,
  target: WriteBack | undefined,
  ticket: Ticket,
  person: Person,
): Promise<Pick<Candidate, 'account' | 'obstacle'>> {
  try {
    const account = person.accounts[ticket.source] ?? (await lookUp(store, target, ticket.source, person));
    if (account === undefined) return {};
    const obstacle = await target?.mayOwn?.(ticket.row, account);
    return { account, ...(obstacle === undefined ? {} : { obstacle: obstacle.replace(/\.$/, '') }) };
  } catch (error) {
    if (error instanceof SystemError && error.retry === 'never') return { account: '', obstacle: error.message };
    throw error;
  }
}

async function lookUp(
  store: Store,
  target: WriteBack | undefined,
  source: string,
  { id, email }: Person,
): Promise<string | undefined> {
  const account = email === undefined ? undefined : await target?.account?.(email);
  if (account) await linkAccount(store, source, account.id, id);
  return account?.id;
}
