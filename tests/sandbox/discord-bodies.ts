import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { ALERTS, type Answer, raw, rawForm } from './discord-stand.ts';

/** The flag of Components V2. */
export const V2 = 1 << 15;

interface Leaf {
  place: string;
  code: string;
}

/** The problems of a 50035 body as `place code`. */
export function problemsOf(body: Record<string, unknown>): string[] {
  return leaves(body['errors'], []).map(({ place, code }) => `${place} ${code}`);
}

function leaves(node: unknown, at: string[]): Leaf[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) => {
    if (key !== '_errors') return leaves(inner, [...at, key]);
    return (inner as { code: string }[]).map(({ code }) => ({ place: at.join('.'), code }));
  });
}

/** Posts in the alerts channel. */
export async function post(discord: DiscordStandIn, body: unknown): Promise<Answer> {
  return raw(discord, 'POST', `/channels/${ALERTS}/messages`, body);
}

export function row(...components: unknown[]): unknown {
  return { type: 1, components };
}

export function button(customId: string, rest: object = {}): object {
  return { type: 2, style: 1, label: 'Go', custom_id: customId, ...rest };
}

export function select(options: unknown[], rest: object = {}): object {
  return { type: 3, custom_id: 'choice', options, ...rest };
}

export function text(content: string): object {
  return { type: 10, content };
}

export const option = { label: 'One', value: 'one' };

/** Posts in the alerts channel with files beside the body, each of so many bytes. */
export async function upload(discord: DiscordStandIn, body: unknown, names: string[], bytes = 1): Promise<Answer> {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  for (const [index, name] of names.entries()) form.set(`files[${index}]`, new Blob([new Uint8Array(bytes)]), name);
  return rawForm(discord, `/channels/${ALERTS}/messages`, form);
}
