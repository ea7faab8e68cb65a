import { createHash } from 'node:crypto';
import { type Bulk, bulkLine } from '../../desk/storm/bulk.ts';
import { NO_ITEM } from '../../desk/card.ts';
import { OVER } from '../../desk/storm/member.ts';
import { beginBulk, carryOn } from '../../store/bulk.ts';
import { firstTime } from '../../store/drafts.ts';
import { readMembersBelow } from '../../store/members.ts';
import type { Answer } from '../contract.ts';
import { readParent } from '../pump/group-showing.ts';
import { listedRefs } from './list.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Verb } from '../table.ts';

/** An answer waits for the work at most this long, in milliseconds; what is left then goes on without it. */
const PATIENCE = 1_500;

/** How long the same press may be delivered again, in seconds. */
const DELIVERED_AGAIN = 3_600;

/** What a press is about: a group (or one site of it), or a list, as it stood when its buttons were drawn. */
export interface About {
  ref: string;
  word: string;
}

/** What is to be done with each. */
export type Wish =
  | { verb: 'acknowledge' | 'claim' }
  | { verb: 'snooze'; until: number; reason?: string }
  | { verb: 'close' }
  | { verb: 'tell'; news: NonNullable<Bulk['news']> };

/** Acknowledges or claims all that were there when the button was drawn. */
export function allOf(verb: 'acknowledge' | 'claim'): Verb<Click> {
  return {
    least: 'technician',
    run: (desk, press) => together(desk, press, { ref: press.ask.ref, word: press.ask.with ?? '' }, { verb }),
  };
}

/** Durable before the first alert is changed; the answer counts what was done by then, and why the rest was not. */
export async function together(desk: Desk, press: Press, about: About, wish: Wish): Promise<Answer> {
  const found = await refsOf(desk, press, about);
  if (typeof found === 'string') return said(found);
  if (found.refs.length === 0) return said('Nothing of this fails any more.');
  return carryOut(desk, press, wish, found, press.id);
}

/** Begins it, and carries it out as far as the answer can wait. `occasion` is the same for every delivery of the same press, or form. */
export async function carryOut(desk: Desk, press: Press, wish: Wish, found: Meant, occasion: string): Promise<Answer> {
  const { store } = desk;
  const bulk: Bulk = {
    kind: 'bulk',
    schema: 1,
    ref: `bulk/${createHash('sha256').update(occasion).digest('hex').slice(0, 24)}`,
    revision: 0,
    ...wish,
    by: actorOf(personOf(press), press.presser),
    at: store.now(),
    place: press.place,
    ...(found.under ? { under: found.under } : {}),
    total: found.refs.length,
    next: 0,
    done: 0,
    left: {},
  };
  if (await firstTime(store, bulk.ref, DELIVERED_AGAIN)) await beginBulk(store, bulk, found.refs);
  const stands = await carryOn(store, bulk.ref, { by: performance.now() + PATIENCE, isWaitedFor: true });
  if (!stands) return said('This press is being worked on already.');
  const line = bulkLine(stands);
  return {
    is: 'said',
    line: stands.endedAt === undefined ? [...line, ' It goes on; a direct message tells you the end.'] : line,
  };
}

interface Meant {
  refs: readonly string[];
  under?: Bulk['under'];
}

/** Those that failed when the button was drawn: nobody acts on what they have not seen counted. */
async function refsOf(desk: Desk, press: Press, { ref, word }: About): Promise<Meant | string> {
  if (ref === NO_ITEM) return { refs: await listedRefs(desk, press, word) };
  const group = await readParent(desk.store, ref);
  if (!group) return 'This group is no longer kept.';
  const [drawn = '', part] = word.split('.');
  const seenBy = Number.parseInt(drawn, 36);
  if (!Number.isFinite(seenBy)) return 'This button is from another version of Deskbell; use the newest card.';
  const members = await readMembersBelow(desk.store, ref, {
    below: OVER,
    seenBy,
    part: part === undefined ? undefined : Number(part),
  });
  return {
    refs: members.map((member) => member.ref),
    under: { ref, destinations: group.places.flatMap(({ destination, as }) => (as === 'card' ? [destination] : [])) },
  };
}
