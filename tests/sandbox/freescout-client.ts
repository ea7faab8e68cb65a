import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach } from 'vitest';
import { startFreescout, type FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import type { FreescoutOptions } from '../../sandbox/freescout/options.ts';

const open: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

/** A stand-in that ends with the test. */
export async function freescoutFor(options: Partial<FreescoutOptions> = {}): Promise<FreescoutStandIn> {
  const freescout = await startFreescout({ apiKey: 'key', ...options });
  open.push(freescout);
  return freescout;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** One call to the API with the key; `body` is null when the answer is empty. */
export async function call<Body = unknown>(
  freescout: FreescoutStandIn,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<Body>> {
  const response = await fetch(`${freescout.url}/api${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'x-freescout-api-key': 'key',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (answer === '' ? null : JSON.parse(answer)) as Body,
  };
}

export interface Thread {
  id: number;
  type: string;
  status: string;
  state: string;
  action: { type: string; text: string };
  body: string;
  source: { type: string; via: string };
  assignedTo: { id: number } | null;
  createdAt: string;
  _embedded: { attachments: { fileName: string; fileUrl: string; mimeType: string; size: number }[] };
}

export interface Conversation {
  id: number;
  number: number;
  threadsCount: number;
  folderId: number;
  status: string;
  state: string;
  subject: string;
  preview: string;
  mailboxId: number;
  assignee: { id: number } | null;
  createdAt: string;
  updatedAt: string;
  closedBy: number | null;
  closedAt: string | null;
  userUpdatedAt: string | null;
  customerWaitingSince: { time: string; friendly: string; latestReplyFrom: string };
  _embedded: { threads?: Thread[]; tags?: { name: string }[] };
}

/** What an answer holds under `_embedded`. */
export function inside<Held>(answer: { _embedded: Held }): Held {
  const { _embedded: held } = answer;
  return held;
}

/** One ticket as a single GET shows it. */
export async function ticket(freescout: FreescoutStandIn, id: number): Promise<Conversation> {
  return (await call<Conversation>(freescout, 'GET', `/conversations/${id}`)).body;
}

/** Its threads, oldest first. */
export async function threads(freescout: FreescoutStandIn, id: number): Promise<Thread[]> {
  return (inside(await ticket(freescout, id)).threads ?? []).toReversed();
}

export interface List {
  _embedded: { conversations: Conversation[] };
  page: { size: number; totalElements: number; totalPages: number; number: number };
}

/** The ids a list query gives, in its order. */
export async function listed(freescout: FreescoutStandIn, query: string): Promise<number[]> {
  const { body } = await call<List>(freescout, 'GET', `/conversations?${query}`);
  return inside(body).conversations.map((row) => row.id);
}

interface ReceivedHook {
  event: string;
  signature: string;
  contentType: string;
  raw: string;
  body: Conversation;
}

export interface Receiver {
  url: string;
  hooks: ReceivedHook[];
  events(): string[];
  /** The status of the next answers; the last holds on. */
  answer(...statuses: number[]): void;
}

/** Lets the queue work, after some time if asked, until every hook that is due was sent. */
export async function work(freescout: FreescoutStandIn, milliseconds = 0): Promise<void> {
  freescout.advance(milliseconds);
  await freescout.hooks.settled();
}

/** A receiver of webhooks that ends with the test. */
export async function receiverOfHooks(): Promise<Receiver> {
  const hooks: ReceivedHook[] = [];
  let statuses = [200];
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(request);
    const header = (name: string): string => String(request.headers[name] ?? '');
    hooks.push({
      event: header('x-freescout-event'),
      signature: header('x-freescout-signature'),
      contentType: header('content-type'),
      raw,
      body: JSON.parse(raw) as Conversation,
    });
    response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
    response.end();
  }
  const server: Server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    hooks,
    events: () => hooks.map((hook) => hook.event),
    answer(...next) {
      statuses = next;
    },
  };
}
