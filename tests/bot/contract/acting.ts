import { expect, onTestFinished } from 'vitest';
import { SendError, type Interactions, type Post } from '../../../src/bot/contract.ts';
import { alertCard } from './script.ts';
import type { PlatformStage, Seen } from './stage.ts';

export type SetUp = () => Promise<PlatformStage>;

export async function stageFor(setUp: SetUp): Promise<PlatformStage> {
  const stage = await setUp();
  onTestFinished(() => stage.close());
  return stage;
}

export async function listening(setUp: SetUp, script: Interactions): Promise<PlatformStage> {
  const stage = await setUp();
  onTestFinished(async () => {
    await stage.platform.inbound.stop();
    await stage.close();
  });
  await stage.platform.inbound.start(script);
  return stage;
}

export function postOf(stage: PlatformStage, parts: Partial<Post> = {}): Post {
  return {
    destination: stage.channel,
    key: 'card-1',
    card: alertCard(),
    signal: AbortSignal.timeout(10_000),
    ...parts,
  };
}

/** Posts, and waits once when the platform asks for it: two posts in a row may be one too many. */
export async function posted(stage: PlatformStage, post: Post): Promise<string> {
  try {
    return await stage.platform.outbound.post(post);
  } catch (error) {
    if (!(error instanceof SendError) || error.trouble !== 'later') throw error;
    await new Promise((resolve) => setTimeout(resolve, error.retryAfter ?? 1_000));
    return stage.platform.outbound.post(post);
  }
}

export async function seen(stage: PlatformStage, reference: string, destination = stage.channel): Promise<Seen> {
  const messages = await stage.read(destination);
  const message = messages.find((one) => one.reference === reference);
  if (!message)
    throw new Error(`nobody can read ${reference}; there is ${messages.map((one) => one.reference).join()}`);
  return message;
}

export async function trouble(stage: PlatformStage, work: Promise<unknown>): Promise<SendError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SendError)) throw new Error('expected a SendError', { cause: error });
  expect(error.message.length).toBeGreaterThan(10);
  for (const secret of stage.secrets) expect(`${error.message} ${String(error.cause)}`).not.toContain(secret);
  return error;
}
