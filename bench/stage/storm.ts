import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { key } from '../../src/store/redis.ts';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { Ways } from '../measure/tally.ts';
import { hostsIn, type Raised } from './fleet.ts';
import type { Memory } from './memory.ts';
import { openWebhooks } from './webhooks.ts';

/** A large shop: with 10,000 alerts, five servers at each of 200 sites, of which each is the cause of ten. */
export const TOWN = { clients: 50, sites: 4, each: 10 };

/** Everything goes to the one channel that the environment names. */
export const ONE_CHANNEL = ['people: [{ name: Ann Baker, email: ann@msp.example, role: owner }]', 'digests: []'].join(
  '\n',
);

export const CHANNEL = 'C0ALERTS';

const LOOK_AGAIN = 50;

/** Slack with its limits; `burst` posts to a channel may come at once. */
export function startTightSlack(burst: number): Promise<SlackStandIn> {
  return startSlack({ burst, channels: [{ id: CHANNEL, name: 'alerts', member: true }] });
}

export const SLACK_WAYS: Ways = {
  posts: /^POST \/api\/chat\.postMessage$/,
  edits: /^POST \/api\/chat\.update$/,
  words: (body) => partsOf(body, 'text', 'blocks', 'attachments').flatMap(hostsIn),
  key: (body) => partsOf(body, 'metadata').find((part) => typeof part === 'string'),
};

function partsOf(body: unknown, ...names: readonly string[]): unknown[] {
  return typeof body === 'object' && body !== null ? names.map((name) => ({ ...body })[name as keyof object]) : [];
}

/** Sends TRMM's webhook for each, 32 at a time as its workers would; those that are not answered are left, as TRMM leaves them. */
export async function feed(root: string, raised: readonly Raised[]): Promise<{ unanswered: number }> {
  await using webhooks = openWebhooks(root);
  const waiting = raised.values();
  let unanswered = 0;
  async function work(): Promise<void> {
    for (const { row } of waiting) await webhooks.post(row).catch(() => (unanswered += 1));
  }
  await Promise.all(Array.from({ length: 32 }, work));
  return { unanswered };
}

/** What Deskbell's memory says of a storm at one destination. */
export interface Ledger {
  /** Resolves when that many alerts were taken in and every message is as it should be; false when it takes too long. */
  settled(count: number, seconds: number): Promise<boolean>;
  /** Alerts with no card of their own that stands, and with no card that stands for them. */
  unreachable(count: number): Promise<number>;
  close(): void;
}

export function openLedger(memory: Memory, destination: string): Ledger {
  const redis = new Redis(memory.url);
  async function isSettled(count: number): Promise<boolean> {
    const [seen, hints, behind] = await Promise.all([
      redis.zcard(key('seen', 'alert')),
      redis.zcard(key('hints')),
      redis.zcard(key('behind', destination)),
    ]);
    return seen >= count && hints + behind === 0;
  }
  return {
    async settled(count, seconds) {
      const end = performance.now() + seconds * 1000;
      while (performance.now() < end) {
        if (await isSettled(count)) return true;
        await pause(LOOK_AGAIN);
      }
      return false;
    },
    async unreachable(count) {
      const [refs, rows] = await Promise.all([
        redis.zrange(key('seen', 'alert'), '0', '-1'),
        redis.hgetall(key('rows', destination)),
      ]);
      return count - refs.filter((ref) => stands(rows, ref)).length;
    },
    close: () => redis.disconnect(),
  };
}

/** A row of a destination, as far as it tells where to find its alert. */
interface Row {
  reference?: string;
  group?: string;
}

function stands(rows: Record<string, string>, ref: string): boolean {
  const { reference, group } = JSON.parse(rows[ref] ?? '{}') as Row;
  if (reference !== undefined) return true;
  return group !== undefined && group !== ref && stands(rows, group);
}
