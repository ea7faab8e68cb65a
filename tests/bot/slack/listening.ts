import { onTestFinished } from 'vitest';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import { alertCard, said, type Script } from '../contract/script.ts';
import { slackStage, type SlackStage } from './stage.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../../../src/bot/contract.ts';

/** A stage whose platform listens over both its connections, without Slack's rate limits. */
export async function listening(script: Script, options: SlackOptions = {}): Promise<SlackStage> {
  const stage = await slackStage({ limits: false, ...options });
  onTestFinished(async () => {
    await stage.platform.inbound.stop();
    await stage.close();
  });
  await stage.platform.inbound.start(script);
  await stage.slack.until(() => stage.slack.connections().open === 2);
  return stage;
}

/** Posts a card to the channel; resolves to its reference. */
export function post(stage: SlackStage, card = alertCard()): Promise<string> {
  return stage.platform.outbound.post({
    destination: stage.channel,
    key: 'card',
    card,
    signal: AbortSignal.timeout(5_000),
  });
}

/** An answer that takes its time. */
export function after(milliseconds: number, text: string): () => Promise<Answer> {
  return async () => {
    await pause(milliseconds);
    return said(text);
  };
}
