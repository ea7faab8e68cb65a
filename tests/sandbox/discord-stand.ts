import { afterEach } from 'vitest';
import { type DiscordStandIn, startDiscord } from '../../sandbox/discord/index.ts';
import type { DiscordOptions } from '../../sandbox/discord/options.ts';
import { specification } from './discord-specification.ts';

export const TOKEN = 'discord-sandbox-token';
export const APPLICATION = '100000000000000001';
export const GUILD = '200000000000000001';
export const ALERTS = '300000000000000001';
export const ANN = '400000000000000001';
export const BEN = '400000000000000002';

const standing: DiscordStandIn[] = [];

afterEach(async () => {
  for (const discord of standing.splice(0)) {
    await discord.close();
    if (discord.drift.length > 0) throw new Error(`The stand-in answered wrongly: ${discord.drift.join('\n')}`);
  }
});

/** A stand-in that is judged where Discord's file is at hand, and closed after the test. */
export async function stand(options: DiscordOptions = {}): Promise<DiscordStandIn> {
  const discord = await startDiscord({ ...options, ...(specification ? { specification } : {}) });
  standing.push(discord);
  return discord;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A call without discord.js, which would wait, retry or refuse by itself. */
export async function raw(discord: DiscordStandIn, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${discord.url}/api/v10${path}`, {
    method,
    headers: { authorization: `Bot ${TOKEN}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

/** The same with a multipart body. */
export async function rawForm(discord: DiscordStandIn, path: string, body: FormData): Promise<Answer> {
  const headers = { authorization: `Bot ${TOKEN}` };
  return answerOf(await fetch(`${discord.url}/api/v10${path}`, { method: 'POST', headers, body }));
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    headers: response.headers,
  };
}
