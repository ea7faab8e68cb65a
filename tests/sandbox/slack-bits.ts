import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, refusalOf, webClient } from './slack-app.ts';

/** Blocks and their parts, as short to write as the tests that break them. */
export type Block = Record<string, unknown>;

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });
export const button = (more: Block = {}): Block => ({ type: 'button', text: plain('Go'), ...more });
export const actions = (...elements: Block[]): Block => ({ type: 'actions', elements });
export const option = (text: string, value = text) => ({ text: plain(text), value });
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
export const select = (more: Block): Block => ({ type: 'static_select', ...more });
export const input = (element: Block, more: Block = {}): Block => ({
  type: 'input',
  label: plain('L'),
  element,
  ...more,
});
export const cell = (text: string) => ({ type: 'raw_text', text });
export const rows = (count: number, columns: number) =>
  Array.from({ length: count }, () => Array.from({ length: columns }, () => cell('x')));
export const many = (count: number, block: Block) => Array.from({ length: count }, () => block);
export const x = (count: number) => 'x'.repeat(count);

/** Slack's code and sentences for a message with these blocks. */
export async function problemsOf(slack: SlackStandIn, blocks: unknown): Promise<unknown[]> {
  const message = { channel: 'C0ALERTS', text: 'x', blocks };
  const refusal = await refusalOf(call(webClient(slack), 'chat.postMessage', message));
  const { messages } = refusal['response_metadata'] as { messages?: string[] };
  return [refusal['error'], ...(messages ?? [])];
}
