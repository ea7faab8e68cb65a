import type { z } from 'zod';
import { SystemError } from '../../../../src/desk/errors.ts';
import { callJson, type Call, type Remote } from '../../../../src/integrations/http.ts';

/** Makes one call and reads its answer. All failures are `SystemError`s. */
export async function ask<T>(remote: Remote, shape: z.ZodType<T>, call: Call): Promise<T> {
  const { body } = await callJson(remote, call);
  return shaped(remote, shape, call, body);
}

/** The same where one status is an answer too: undefined then. */
export async function askUnless<T>(
  status: number,
  remote: Remote,
  shape: z.ZodType<T>,
  call: Call,
): Promise<T | undefined> {
  const answer = await callJson(remote, { ...call, accept: [status] });
  return answer.status === status ? undefined : shaped(remote, shape, call, answer.body);
}

/** A strange answer is a failure. Read as nothing, it would end every alert. */
function shaped<T>(remote: Remote, shape: z.ZodType<T>, call: Call, body: unknown): T {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const retry = call.method === 'GET' ? 'later' : 'unsure';
  throw new SystemError(remote.system, retry, `${remote.title} gave no sensible answer (${call.method} ${call.path})`);
}
