import type { Role } from '../desk/people.ts';
import type { Person } from '../desk/people.ts';
import type { Store } from '../store/store.ts';
import type { Answer, Ask, PlatformLog, Request } from './contract.ts';
import type { Ports } from './ports.ts';

/** What every verb has at hand. */
export interface Desk {
  store: Store;
  ports: Ports;
  log: PlatformLog;
}

/** A press by somebody whose role suffices. `person` is absent only for verbs that the unlinked may use. */
export interface Press<A extends Ask = Ask> extends Request {
  ask: A;
  person: Person | undefined;
}

export type Click = Press<Extract<Ask, { is: 'click' }>>;
export type OnMessage = Press<Extract<Ask, { is: 'message' }>>;
export type Command = Press<Extract<Ask, { is: 'command' }>>;
export type Submit = Press<Extract<Ask, { is: 'submit' }>>;

/** One row of the table of verbs. */
export interface Verb<P> {
  /** The least role, or `anyone` for what even the unlinked may see. */
  least: Role | 'anyone';
  /** Its first answer is a form. */
  opensForm?: boolean;
  run(desk: Desk, press: P): Promise<Answer>;
}

export function said(text: string): Answer {
  return { is: 'said', line: [text] };
}

/** The person of a press whose verb no unlinked presser may use. */
export function personOf(press: Press): Person {
  if (!press.person) throw new Error('this verb is for linked people only');
  return press.person;
}

/** The buttons and the forms of one room: by the verb in a button's identifier, and by the form's name. */
export interface Verbs {
  clicks: Readonly<Record<string, Verb<Click>>>;
  /** `again` is the verb that opens the form again with what had been typed. */
  forms: Readonly<Record<string, { submit: Verb<Submit>; again: string }>>;
}
