import type { Json } from './block-kit.ts';

/** A call that Slack answers with `ok: false`; `error` is its code, `extra` goes beside it into the body. */
export class Refusal extends Error {
  readonly error: string;
  readonly extra: Json;

  constructor(error: string, extra: Json = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

/** The refusal for arguments that are missing or malformed, with the sentences Slack puts beside it. */
export function invalidArguments(...messages: string[]): Refusal {
  return new Refusal('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
