import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, GatewayIntentBits } from 'discord.js';

type Json = Record<string, unknown>;

/** What an app hears, and what it says to it: nothing is an empty acknowledgement, a number the status of a refusal. */
export type Answer = (heard: Json) => Json | number | undefined;

/** A Slack app that is reached by signed HTTP. `answer` may be replaced at any time. */
export interface SlackEnd {
  url: string;
  heard: Json[];
  answer: Answer;
  close(): void;
}

export async function startSlackEnd(): Promise<SlackEnd> {
  const heard: Json[] = [];
  const end: SlackEnd = {
    url: '',
    heard,
    answer: () => undefined,
    close: () => void server.close(),
  };
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const payload = await read(request);
    heard.push(payload);
    const answer = end.answer(payload);
    if (typeof answer === 'number') response.statusCode = answer;
    response.setHeader('content-type', 'application/json');
    response.end(typeof answer === 'object' ? JSON.stringify(answer) : '');
  }
  const server = createServer((request, response) => void hear(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  end.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return end;
}

async function read(request: IncomingMessage): Promise<Json> {
  const text = Buffer.concat(await request.toArray()).toString();
  if (text.startsWith('{')) return JSON.parse(text) as Json;
  const fields = Object.fromEntries(new URLSearchParams(text));
  return fields['payload'] === undefined ? fields : (JSON.parse(fields['payload']) as Json);
}

/** A Discord bot on the gateway. What `answer` gives is the callback; without it a press is acknowledged and a command answered. */
export interface DiscordEnd {
  heard: Json[];
  answer: Answer;
  close(): Promise<void>;
}

const COMMAND = 2;
const DEFERRED_UPDATE = { type: 6 };
const WORDS = { type: 4, data: { content: 'Heard.', flags: 1 << 6 } };

export async function startDiscordEnd(api: string, token: string): Promise<DiscordEnd> {
  const heard: Json[] = [];
  const end: DiscordEnd = { heard, answer: () => undefined, close: () => client.destroy() };
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, version: '10' } });
  client.on('raw', (packet: { t: string; d: Json }) => {
    if (packet.t !== 'INTERACTION_CREATE') return;
    heard.push(packet.d);
    const answer = end.answer(packet.d) ?? (packet.d['type'] === COMMAND ? WORDS : DEFERRED_UPDATE);
    const { id, token: own } = packet.d;
    void fetch(`${api}/v10/interactions/${String(id)}/${String(own)}/callback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    });
  });
  const ready = once(client, 'clientReady');
  await client.login(token);
  await ready;
  return end;
}
