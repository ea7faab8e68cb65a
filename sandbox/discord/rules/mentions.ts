import type { Path } from '../refusal.ts';
import { isSnowflake } from '../snowflake.ts';
import type { AllowedMentions, Component } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { walk } from './components.ts';

const KINDS = ['users', 'roles', 'everyone'];
const IDS = 100;

export function checkMentions(check: Check, allowed: AllowedMentions | null | undefined, at: Path): void {
  if (!allowed) return;
  check.keys(allowed, at, ['parse', 'users', 'roles', 'replied_user']);
  for (const [index, kind] of itemsOf(allowed.parse).entries()) {
    if (KINDS.includes(kind)) continue;
    check.add([...at, 'parse', index], 'BASE_TYPE_CHOICES', `Value must be one of {${KINDS.join(', ')}}.`);
  }
  for (const kind of ['users', 'roles'] as const) {
    check.list(allowed[kind], [...at, kind], 0, IDS);
    for (const [index, id] of itemsOf(allowed[kind]).entries()) {
      if (isSnowflake(id)) continue;
      check.add([...at, kind, index], 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(id)} is not snowflake.`);
    }
    if ((allowed[kind]?.length ?? 0) > 0 && allowed.parse?.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      check.add(at, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  }
}

export interface Rung {
  users: string[];
  roles: string[];
  everyone: boolean;
}

/** Whom a message rings: the mentions in its content and text displays that `allowed` lets through. */
export function rungBy(texts: readonly string[], allowed: AllowedMentions): Rung {
  const text = texts.join('\n');
  const users = idsIn(text, /<@!?(\d{17,20})>/g);
  const roles = idsIn(text, /<@&(\d{17,20})>/g);
  const parse = allowed.parse ?? [];
  return {
    users: parse.includes('users') ? users : users.filter((id) => allowed.users?.includes(id)),
    roles: parse.includes('roles') ? roles : roles.filter((id) => allowed.roles?.includes(id)),
    everyone: parse.includes('everyone') && /@(everyone|here)\b/.test(text),
  };
}

/** Everything in a message that can mention: embeds never do. */
export function mentioningTexts(content: string, components: readonly Component[]): string[] {
  const displays = [...walk(components)].map(([component]) => component.content ?? '');
  return [content, ...displays];
}

function idsIn(text: string, pattern: RegExp): string[] {
  const ids = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return [...new Set(ids)];
}
