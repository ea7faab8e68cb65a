import { expect } from 'vitest';
import { SystemError } from '../../src/desk/errors.ts';
import { callJson, type Call, type Remote } from '../../src/integrations/http.ts';
import { atMost } from '../../src/integrations/turn.ts';

export const ORIGIN = 'https://api.acme.example';
export const KEY = 'never-show-this-key';

export function remote(more: Partial<Remote> = {}): Remote {
  return {
    system: 'trmm',
    title: 'Tactical RMM',
    base: `${ORIGIN}/`,
    headers: { 'x-api-key': KEY },
    turn: atMost(4),
    ...more,
  };
}

/** The error of a call that must fail, after a look for what it must not hold. */
export async function failing(
  call: Call,
  of: Remote = remote(),
): Promise<Pick<SystemError, 'retry' | 'status' | 'message'>> {
  const error = await callJson(of, call).then(
    () => expect.unreachable('the call must fail'),
    (error: unknown) => error,
  );
  if (!(error instanceof SystemError)) throw error;
  const everything = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  expect(everything).not.toMatch(/never-show|acme\.example|127\.0\.0\.1/);
  expect(error.system).toBe('trmm');
  return { retry: error.retry, status: error.status, message: error.message };
}
