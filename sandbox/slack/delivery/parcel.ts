import type { Json } from '../block-kit.ts';

/** Something Slack tells the bot. `takesAnswer` says whether what comes back with the ack is used. */
export interface Parcel {
  id: string;
  type: 'interactive' | 'slash_commands' | 'events_api';
  payload: Json;
  takesAnswer: boolean;
  attempt: number;
  reason?: string;
}

/** How the bot answered; `milliseconds` is real time since the parcel left. */
export type Ack =
  | { acked: true; payload: unknown; milliseconds: number }
  | {
      acked: false;
      error: 'operation_timeout' | 'dispatch_failed' | `http_${number}`;
      /** The bot asked not to be told of this event again. */
      noRetry?: boolean;
      milliseconds: number;
    };

/** One line of the log of everything delivered. */
export interface Delivery {
  at: number;
  id: string;
  type: Parcel['type'];
  via: 'socket' | 'http' | 'nothing';
  /** Number of the connection that got it, counted from 1. */
  connection?: number;
  attempt: number;
  outcome: 'pending' | 'acked' | Exclude<Ack, { acked: true }>['error'];
}
