import type { DeskView } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import type { Database } from './redis.ts';

/** What is known of the house when it starts, and does not change while it runs. */
export type House = Omit<DeskView, 'now' | 'people'>;

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
