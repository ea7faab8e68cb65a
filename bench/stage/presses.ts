import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { watchCalls } from './calls.ts';
import { hostIn } from './fleet.ts';
import { ANN } from './workspace.ts';

/** A message with a button to acknowledge. */
export interface PressedCard {
  channel: string;
  ts: string;
}

/** What became of one press, in milliseconds since it left Slack. */
export interface Press {
  ack: number;
  /** The presser alone sees it. */
  answer: number;
  /** Everybody sees it; when the press was to change the card. */
  card: Promise<number>;
}

/** A workspace in which presses can be timed. */
export interface Pressing {
  slack: SlackStandIn;
  /** When a message about this server came. */
  messages: Arrivals;
  press(card: PressedCard, changesCard: boolean): Promise<Press>;
}

export function watchPresses(slack: SlackStandIn): Pressing {
  const messages = createArrivals();
  const edits = createArrivals();
  const answers = createArrivals();
  watchCalls(slack, ({ path, body, at }) => {
    if (path.startsWith('/actions/')) answers.arrived('answer', at);
    else if (path === '/api/chat.update') edits.arrived(String(body['ts']), at);
    else messages.arrived(hostIn(body), at);
  });
  return {
    slack,
    messages,
    async press(card, changesCard) {
      const edited = changesCard ? edits.of(card.ts) : undefined;
      const answered = answers.of('answer');
      const clicked = slack.click({ user: ANN, ...card, text: 'Acknowledge' });
      // The frame is on its way as soon as the call has given its promise.
      const startedAt = performance.now();
      const { acked, error } = await clicked;
      const ack = performance.now() - startedAt;
      if (!acked) throw new Error(`a press was not acknowledged: ${error}`);
      const answer = (await answered) - startedAt;
      return { ack, answer, card: edited?.then((at) => at - startedAt) ?? Promise.resolve(answer) };
    },
  };
}
