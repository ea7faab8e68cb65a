import { SendError } from '../contract.ts';

/** Settles as the work does, or as unsure once the signal fires: Slack's client takes no signal, so the call itself goes on. */
export async function untilAborted<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  if (signal.aborted) throw new SendError('later', 'The time for this message was over before it was sent.');
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(new SendError('unsure', 'Slack did not answer in time.'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
