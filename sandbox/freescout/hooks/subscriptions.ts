import type { HookEvent } from './events.ts';

/** One webhook as Manage → API & Webhooks lists it. */
export interface Subscription {
  id: number;
  url: string;
  events: HookEvent[];
  /** Empty for every mailbox. */
  mailboxes: number[];
  lastRunTime: string | null;
  lastRunError: string | null;
}
