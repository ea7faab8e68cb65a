/** One answer on the wire. A string is sent as a JSON string, `html` as it is. */
export interface Answer {
  status: number;
  body?: unknown;
  html?: string;
  headers?: Record<string, string>;
}

/** Ends a request with an answer from wherever it is noticed. */
export class Refused extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export function ok(body: unknown = 'ok'): Answer {
  return { status: 200, body };
}

export function detail(status: number, text: string): Answer {
  return { status, body: { detail: text } };
}

/** A field that was not valid. */
export function invalid(field: string, text: string): Refused {
  return new Refused({ status: 400, body: { [field]: [text] } });
}

/** A rule of the business: a bare JSON string. */
export function businessError(text: string): Answer {
  return { status: 400, body: text };
}

export const FORBIDDEN = detail(403, 'You do not have permission to perform this action.');
export const MISSING = detail(404, 'Not found.');

export function htmlPage(status: number, title: string): Answer {
  return {
    status,
    html: `<!doctype html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}
