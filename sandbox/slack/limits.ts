/** Rate limits as Slack publishes them: tiers per method, posts per channel, and one cap on posts for the workspace. */

export type Tier = 1 | 2 | 3 | 4 | 'special' | 'post';

interface Bucket {
  tokens: number;
  at: number;
}

interface Rate {
  capacity: number;
  perSecond: number;
}

const RATES: Record<Exclude<Tier, 'post'>, Rate> = {
  // One a minute in the table, yet up to ten connections of an app may be opened in a row.
  1: { capacity: 10, perSecond: 10 / 60 },
  2: { capacity: 20, perSecond: 20 / 60 },
  3: { capacity: 50, perSecond: 50 / 60 },
  4: { capacity: 100, perSecond: 100 / 60 },
  special: { capacity: 300, perSecond: 300 / 60 },
};

/** "Several hundred a minute" for all channels of a workspace together. */
const WORKSPACE_POSTS: Rate = { capacity: 300, perSecond: 300 / 60 };

/** Whole seconds to wait when a call must be refused with 429, undefined when it may pass. */
export type Limits = (method: string, tier: Tier, channel: string) => number | undefined;

/** Token buckets over the stand-in's clock; `burst` posts to one channel may come at once. */
export function createLimits(now: () => number, burst: number): Limits {
  const buckets = new Map<string, Bucket>();

  function filled(key: string, rate: Rate): Bucket {
    const bucket = buckets.get(key) ?? { tokens: rate.capacity, at: now() };
    const seconds = Math.max(0, now() - bucket.at) / 1000;
    bucket.tokens = Math.min(rate.capacity, bucket.tokens + seconds * rate.perSecond);
    bucket.at = now();
    buckets.set(key, bucket);
    return bucket;
  }

  function take(wanted: { key: string; rate: Rate }[]): number | undefined {
    let wait = 0;
    for (const { key, rate } of wanted) {
      const missing = 1 - filled(key, rate).tokens;
      if (missing > 1e-9) wait = Math.max(wait, missing / rate.perSecond);
    }
    if (wait > 0) return Math.max(1, Math.ceil(wait - 1e-9));
    for (const { key, rate } of wanted) filled(key, rate).tokens -= 1;
    return undefined;
  }

  return (method, tier, channel) => {
    if (tier !== 'post') return take([{ key: method, rate: RATES[tier] }]);
    return take([
      { key: `post ${channel}`, rate: { capacity: burst, perSecond: 1 } },
      { key: 'post', rate: WORKSPACE_POSTS },
    ]);
  };
}
