import { expect, onTestFinished } from 'vitest';
import type { StandIn } from '../../../sandbox/stand-in.ts';
import { SystemError } from '../../../src/desk/errors.ts';
import type { Integration } from '../../../src/integrations/contract.ts';

/** What every suite needs of an integration that is connected to its own stand-in. */
export interface Stage {
  integration: Integration;
  standIn: StandIn;
  /** Strings that no error and no check may hold: keys, tokens. */
  secrets: readonly string[];
  close(): Promise<void>;
}

/** A call of the integration that can be made to fail: method and a regular expression on the path. */
export interface Target {
  method: string;
  path: string;
}

export type SetUp<S extends Stage> = () => Promise<S>;

/** Closes with the test. */
export async function opened<S extends Stage>(setUp: SetUp<S>): Promise<S> {
  const stage = await setUp();
  onTestFinished(() => stage.close());
  return stage;
}

/** The part of the integration that a suite is about. */
export function part<K extends 'source' | 'writeBack' | 'ticketBook' | 'timeBook' | 'timeReader'>(
  stage: Stage,
  name: K,
): NonNullable<Integration[K]> {
  const found = stage.integration[name];
  if (!found) throw new Error(`${stage.integration.title} has no ${name}`);
  return found;
}

/** The failure of some work: of the right kind, with a sentence, and without a secret. */
export async function failure(stage: Stage, work: Promise<unknown>): Promise<SystemError> {
  const error: unknown = await work.then(
    (value) => new Error(`it came to ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SystemError)) throw new Error('expected a SystemError', { cause: error });
  expect(error.system).toBe(stage.integration.id);
  expect(error.message.length).toBeGreaterThan(10);
  expectNoSecret(stage, `${error.message} ${String(error.cause)} ${error.stack}`);
  return error;
}

export function expectNoSecret(stage: Stage, text: string): void {
  for (const secret of stage.secrets) expect(text).not.toContain(secret);
}

/** What comes through a proxy that answers in the system's place. */
export const NONSENSE = {
  do: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { odd: true },
} as const;
