import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import type { RecordedRequest } from '../../sandbox/stand-in.ts';

/** One thing that the bot made to be seen. `at` is the instant at which it was, on this process's own clock. */
export interface Shown {
  path: string;
  body: Readonly<Record<string, unknown>>;
  at: number;
}

/** Hears of every post, edit and answer at the moment at which somebody could see it. */
export function watchCalls(slack: SlackStandIn, hear: (shown: Shown) => void): void {
  const changed = slack.changed.bind(slack);
  let last: RecordedRequest | undefined;
  slack.changed = () => {
    changed();
    const at = performance.now();
    const fresh: RecordedRequest[] = [];
    for (let index = slack.requests.length - 1; index >= 0; index -= 1) {
      const request = slack.requests[index];
      if (request === undefined || request === last) break;
      fresh.unshift(request);
    }
    last = slack.requests.at(-1);
    for (const { path, body } of fresh) {
      if (typeof body === 'object' && body !== null) hear({ path, body: { ...body }, at });
    }
  };
}
