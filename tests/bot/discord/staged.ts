import { onTestFinished } from 'vitest';
import type { Interactions } from '../../../src/bot/contract.ts';
import type { DiscordOptions } from '../../../sandbox/discord/options.ts';
import { type DiscordStage, setUpDiscord } from './stage.ts';

/** A stage that is closed after the test, which fails when the bot broke a rule of Discord. */
export async function staged(options?: DiscordOptions): Promise<DiscordStage> {
  const stage = await setUpDiscord(options);
  onTestFinished(() => stage.close());
  return stage;
}

export async function heard(script: Interactions, options?: DiscordOptions): Promise<DiscordStage> {
  const stage = await staged(options);
  await stage.platform.inbound.start(script);
  return stage;
}
