/**
 * What to do about a failed call to another system:
 * `later`: it surely did not happen, try again; `unsure`: it may have happened, look before trying again;
 * `never`: trying again cannot help, a person must change something.
 */
export type Retry = 'later' | 'unsure' | 'never';

/** A failed call, with what failed, for what, and the usual cause. Never holds a secret, nor an address that has one. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  readonly system: string;
  readonly retry: Retry;
  /** Milliseconds the other side asked us to wait. */
  readonly retryAfter: number | undefined;
  readonly status: number | undefined;

  constructor(
    system: string,
    retry: Retry,
    sentence: string,
    more: { retryAfter?: number | undefined; status?: number | undefined; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.system = system;
    this.retry = retry;
    this.retryAfter = more.retryAfter;
    this.status = more.status;
  }
}

/** The desk's own key was turned away: no fault of the person, and an administrator can mend it. */
export function isLockedOut(error: SystemError): boolean {
  return error.status === 401 || error.status === 403;
}
