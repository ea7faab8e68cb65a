import { createHmac } from 'node:crypto';
import type { Later } from '../jobs.ts';
import type { HookEvent } from './events.ts';
import type { Subscription } from './subscriptions.ts';

/** One hook on its way: what became of it so far. */
export interface Delivery {
  event: HookEvent;
  url: string;
  conversation: number | null;
  attempts: number;
  outcome: 'waiting' | 'delivered' | 'lost' | 'given up';
  /** What the last attempt ended with: a status, or why there was none. */
  answer: string;
}

export interface HookSettings {
  /** Signs bodies; shown in Manage → API & Webhooks. */
  secret: string;
  /** First gap between attempts; the n-th is n² times as long. */
  retryMilliseconds: number;
  /** Time until a hook that fires at once is sent. */
  delayMilliseconds: number;
  /** How long the receiver may take. */
  timeoutMilliseconds: number;
  /** `application/hal+json` in older versions of the module. */
  contentType: string;
  /** Share of hooks that are never sent, 0 to 1. */
  loss: number;
  /** Share of hooks that are sent twice, 0 to 1. */
  duplicates: number;
}

/** One attempt: when, and how many came before. */
interface Turn {
  at: number;
  retries: number;
}

/** The instance's clock and queue. */
interface HookClock {
  /** The moment as it is stored. */
  time(): string;
  later: Later;
}

interface Hook {
  event: HookEvent;
  /** Null for a hook about a customer. */
  conversation: number | null;
  mailbox: number | null;
  after: number;
  /** Called at each attempt: the body shows the state at sending time. */
  body: () => object;
}

export interface Hooks {
  readonly settings: HookSettings;
  readonly subscriptions: Map<number, Subscription>;
  readonly deliveries: Delivery[];
  subscribe(wish: Pick<Subscription, 'url' | 'events' | 'mailboxes'>): number;
  send(hook: Hook): void;
  /** The next hooks are lost, as when the queue's tables are truncated. */
  loseNext(count: number): void;
  /** The next hooks are sent twice. */
  doubleNext(count: number): void;
  /** Whether the network is there at all. */
  plugged(value: boolean): void;
  /** Resolves when no attempt is under way. */
  settled(): Promise<void>;
}

const RETRIES = 10;

/** Sends hooks through the queue: ten retries with growing gaps, then the hook is lost for good. */
export function createHooks(settings: HookSettings, clock: HookClock, random: () => number): Hooks {
  const subscriptions = new Map<number, Subscription>();
  const deliveries: Delivery[] = [];
  const underway = new Set<Promise<void>>();
  let nextId = 1;
  let toLose = 0;
  let toDouble = 0;
  let plugged = true;

  function isLost(): boolean {
    if (toLose > 0) {
      toLose -= 1;
      return true;
    }
    return random() < settings.loss;
  }

  function isDoubled(): boolean {
    if (toDouble > 0) {
      toDouble -= 1;
      return true;
    }
    return random() < settings.duplicates;
  }

  function enqueue(subscription: Subscription, hook: Hook): void {
    const delivery: Delivery = {
      event: hook.event,
      url: subscription.url,
      conversation: hook.conversation,
      attempts: 0,
      outcome: isLost() ? 'lost' : 'waiting',
      answer: '',
    };
    deliveries.push(delivery);
    if (delivery.outcome === 'lost') return;
    const copies = isDoubled() ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      clock.later(settings.delayMilliseconds + hook.after, (at) =>
        start(subscription, hook, delivery, { at, retries: 0 }),
      );
    }
  }

  function start(subscription: Subscription, hook: Hook, delivery: Delivery, turn: Turn): void {
    const run = attempt(subscription, hook, delivery, turn).finally(() => underway.delete(run));
    underway.add(run);
  }

  async function attempt(subscription: Subscription, hook: Hook, delivery: Delivery, turn: Turn): Promise<void> {
    const { at, retries } = turn;
    delivery.attempts += 1;
    const answer = plugged ? await post(subscription.url, hook, settings) : 'no network';
    delivery.answer = String(answer);
    subscription.lastRunTime = clock.time();
    const delivered = typeof answer === 'number' && answer >= 200 && answer < 300;
    subscription.lastRunError = delivered ? null : delivery.answer;
    if (delivered) delivery.outcome = 'delivered';
    else if (retries >= RETRIES) delivery.outcome = delivery.outcome === 'delivered' ? 'delivered' : 'given up';
    else {
      const gap = settings.retryMilliseconds * (retries + 1) ** 2;
      // Counted from the attempt's own time: where the clock was moved on, that of the next may be over, too.
      const next = (at: number): void => start(subscription, hook, delivery, { at, retries: retries + 1 });
      clock.later(gap, next, at);
    }
  }

  return {
    settings,
    subscriptions,
    deliveries,
    subscribe(wish) {
      const id = nextId;
      nextId += 1;
      subscriptions.set(id, { id, ...wish, lastRunTime: null, lastRunError: null });
      return id;
    },
    send(hook) {
      for (const subscription of subscriptions.values()) if (wants(subscription, hook)) enqueue(subscription, hook);
    },
    loseNext(count) {
      toLose += count;
    },
    doubleNext(count) {
      toDouble += count;
    },
    plugged(value) {
      plugged = value;
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

function wants(subscription: Subscription, hook: Hook): boolean {
  if (!subscription.events.includes(hook.event)) return false;
  if (hook.mailbox === null || subscription.mailboxes.length === 0) return true;
  return subscription.mailboxes.includes(hook.mailbox);
}

/** The status of the answer, or why there was none. */
async function post(url: string, hook: Hook, settings: HookSettings): Promise<number | string> {
  const body = JSON.stringify(hook.body());
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': settings.contentType,
        'user-agent': 'GuzzleHttp/7',
        'x-freescout-event': hook.event,
        'x-freescout-signature': signatureOf(body, settings.secret),
      },
      body,
      signal: AbortSignal.timeout(settings.timeoutMilliseconds),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}

/** Base64 of HMAC-SHA1 over the raw body. */
function signatureOf(body: string, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('base64');
}
