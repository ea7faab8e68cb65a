/** Where in a request body something is wrong, from the outside in. */
export type Path = readonly (string | number)[];

export interface Problem {
  at: Path;
  code: string;
  message: string;
}

interface ErrorTree {
  [key: string]: ErrorTree | ErrorLeaf[];
}

interface ErrorLeaf {
  code: string;
  message: string;
}

/** An answer other than 2xx, with the body and headers that Discord gives it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const KNOWN: Record<number, [status: number, message: string]> = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
};

/** One of Discord's numbered errors. */
export function refusal(code: number): Refusal {
  const [status, message] = KNOWN[code] ?? [400, 'Unknown error'];
  return new Refusal(status, { message, code });
}

const LEAVES = '_errors';

/** 400/50035, with each problem at its place in a tree shaped like the request. */
export function invalidForm(problems: readonly Problem[]): Refusal {
  const errors: ErrorTree = {};
  for (const { at, code, message } of problems) {
    let node = errors;
    for (const key of at) {
      node[key] ??= {};
      node = node[key] as ErrorTree;
    }
    node[LEAVES] ??= [];
    (node[LEAVES] as ErrorLeaf[]).push({ code, message });
  }
  return new Refusal(400, { message: 'Invalid Form Body', code: 50035, errors });
}
