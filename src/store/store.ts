import type { Link } from '../desk/alert/alert.ts';
import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Database } from './redis.ts';

/** What is known of the house when it starts, and does not change while it runs. */
export interface House extends Omit<DeskView, 'now' | 'people' | 'stops' | 'covers' | 'windows'> {
  /** The sources of alerts and tickets: id to the milliseconds of silence after which one cannot be relied on. */
  sources: Readonly<Record<string, number>>;
  /** No source of tickets is connected. */
  ticketless?: boolean;
  /** Where people open the systems around the desk. */
  links: readonly Link[];
}

/** The desk's memory with everything that changing it needs. */
export interface Store {
  readonly database: Database;
  readonly house: House;
  now(): number;
  /** Hears of destinations with messages that are behind, right after the commit. */
  behind(destinations: readonly Destination[]): void;
  /** Hears that a newer version has written the store: this process must drain and go. */
  outdated(): void;
  /** Hears that the outbox has something new. */
  effects(): void;
}
