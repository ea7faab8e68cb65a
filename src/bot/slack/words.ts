import type { Ask, CommandSpec } from '../contract.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack sends three signs as entities. */
export function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** What was typed behind a command: a subcommand if its first word is one, and the rest as the argument. */
export function askFrom(spec: CommandSpec, typed: string): Extract<Ask, { is: 'command' }> {
  const text = unescaped(typed).trim();
  const [word = '', ...rest] = text.split(/\s+/);
  const subcommand = spec.subcommands?.find(({ name }) => name === word.toLowerCase())?.name;
  const argument = subcommand === undefined ? text : rest.join(' ');
  return {
    is: 'command',
    name: spec.name,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(argument === '' ? {} : { argument }),
  };
}
