import { onTestFinished } from 'vitest';
import type { Interactions } from '../../../src/bot/contract.ts';
import { type DiscordStage, setUpDiscord, type StageOptions } from './stage.ts';

/** A stage that is closed after the test, which fails when the bot broke a rule of Discord. */
export async function staged(options?: StageOptions): Promise<DiscordStage> {
  const stage = await setUpDiscord(options);
  onTestFinished(() => stage.close());
  return stage;
}

export async function heard(script: Interactions, options?: StageOptions): Promise<DiscordStage> {
  const stage = await staged(options);
  await stage.platform.inbound.start(script);
  return stage;
}
