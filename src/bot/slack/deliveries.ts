import { setTimeout as pause } from 'node:timers/promises';
import type { App, ReceiverEvent } from '@slack/bolt';

/** What is being worked on: everything between Slack's delivery and the last word to the presser. */
export interface Deliveries {
  attach(app: App): void;
  /** Resolves when the press has been dealt with. */
  take(event: ReceiverEvent): Promise<void>;
  /** Waits until nothing is under way, at most so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
}

export function createDeliveries(): Deliveries {
  const underWay = new Set<Promise<void>>();
  let app: App | undefined;
  return {
    attach(attached) {
      app = attached;
    },
    async take(event) {
      if (app === undefined) throw new Error('Slack delivered before anybody listened.');
      const work = app.processEvent(event).finally(() => underWay.delete(work));
      underWay.add(work);
      await work;
    },
    async drain(milliseconds) {
      const timer = new AbortController();
      const enough = pause(milliseconds, undefined, { signal: timer.signal }).catch(() => {});
      while (underWay.size > 0) {
        const settled = await Promise.race([Promise.allSettled(underWay), enough]);
        if (settled === undefined) break;
      }
      timer.abort();
    },
  };
}
