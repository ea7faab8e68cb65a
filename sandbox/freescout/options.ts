import type { HookSettings } from './hooks/deliver.ts';
import type { HookEvent } from './hooks/events.ts';

export interface WebhookOptions extends Partial<HookSettings> {
  /** Where hooks go; more can be added through the API. */
  url?: string;
  secret: string;
  /** Default all. */
  events?: HookEvent[];
  /** Ids; default all. */
  mailboxes?: number[];
}

export interface FreescoutOptions {
  port?: number;
  seed?: number;
  apiKey: string;
  /** APP_TIMEZONE; default Europe/Berlin. */
  timezone?: string;
  /** Whether tickets show numbers of their own instead of their ids. Default false. */
  customNumber?: boolean;
  /** False: the module is not installed and `/api` is 404. Default true. */
  apiModule?: boolean;
  /** A module asks for a second factor after the password. Default false. */
  twoFactor?: boolean;
  /** `mysql://…/schema`, in which the same tickets stand as rows. The schema is made when missing. */
  database?: string;
  webhook?: WebhookOptions;
  /**
   * A module before 1.0.77: a list of statuses is no filter at all, and a reply that changes the status has no hook of
   * that. Default false.
   */
  oldModule?: boolean;
  /** How long a reply can be undone, and so how late its hook and its mail are. Default 15,000. */
  undoMilliseconds?: number;
  /** WAITING_SINCE_AS_FIRST_UNANSWERED_CUSTOMER_MESSAGE: `last_reply_at` stays at the first of them. Default false. */
  waitingSinceFirst?: boolean;
}

const defaults = {
  secret: 'freescout webhook secret',
  retryMilliseconds: 18_700,
  delayMilliseconds: 0,
  timeoutMilliseconds: 10_000,
  contentType: 'application/json',
  loss: 0,
  duplicates: 0,
} satisfies HookSettings;

/** Ten gaps from 18.7 seconds on make about two hours. */
export function hookSettings(webhook: WebhookOptions | undefined): HookSettings {
  const { url: _url, events: _events, mailboxes: _mailboxes, ...settings } = webhook ?? {};
  return { ...defaults, ...settings };
}
