import type { WebClient } from '@slack/web-api';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../sandbox/slack/options.ts';
import { call, webClient } from './slack-app.ts';
import { openLine, type Frame, type Line } from './slack-socket.ts';

export const CHANNEL = 'C0ALERTS';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const button = (actionId: string, more = {}) => ({
  type: 'button',
  action_id: actionId,
  text: plain(actionId),
  ...more,
});
export const card = {
  type: 'actions',
  block_id: 'verbs',
  elements: [button('ack'), button('open', { url: 'https://rmm.example/7' })],
};
export const textInput = (name: string, more = {}) => ({
  type: 'input',
  block_id: name,
  label: plain(name),
  element: { type: 'plain_text_input', action_id: name, ...more },
});
export const modal = (callbackId: string, ...blocks: object[]) => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain('A form'),
  submit: plain('Send'),
  blocks,
});

/** A workspace with one open connection of the bot, and what it was told. */
export interface Stage extends AsyncDisposable {
  slack: SlackStandIn;
  client: WebClient;
  line: Line;
  /** What comes with the ack; undefined gives no ack. */
  answer: (frame: Frame) => unknown;
  /** The last thing the bot was told. */
  told(): Record<string, unknown>;
  trigger(user?: string): Promise<string>;
  /** Opens a modal as the bot would. */
  open(view: object, user?: string): Promise<Record<string, unknown>>;
}

export async function openStage(options: SlackOptions = {}): Promise<Stage> {
  const slack = await startSlack({ limits: false, ackDeadline: 200, ...options });
  const client = webClient(slack);
  const line = await openLine(slack, (frame) => stage.answer(frame));
  const stage: Stage = {
    slack,
    client,
    line,
    answer: () => ({}),
    told: () => line.frames.at(-1)?.payload ?? {},
    async trigger(user = 'U0ANN') {
      await slack.command({ user, channel: CHANNEL, command: '/desk' });
      return String(stage.told()['trigger_id']);
    },
    async open(view, user) {
      const opened = await call(client, 'views.open', { trigger_id: await stage.trigger(user), view });
      return opened['view'] as Record<string, unknown>;
    },
    [Symbol.asyncDispose]: () => slack.close(),
  };
  return stage;
}
