import type { Component, Message } from '../../../sandbox/discord/shapes.ts';
import type { ShownField } from '../contract/stage.ts';

const TEXT = 10;
const BUTTON = 2;
const LABEL = 18;
const LINK = 5;
const CODE = /```[^]*?```|(?<!\\)`[^`]*`/g;
const MASKED_LINK = /(?<!\\)\[(?:\\.|[^\]\\])*\]\(([^)]*)\)/g;
const BARE_LINK = /(?<![\\(])https?:\/\/[^\s)]+/g;

/** Every component, from the outside in and from top to bottom. */
export function walk(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...walk(one.components ?? []),
    ...walk([one.component, one.accessory].filter((inner) => inner !== undefined)),
  ]);
}

/** All that people read on it: escapes are gone, the marks of bold and the like are left. */
export function textOf(components: readonly Component[]): string {
  return markdownOf(components).replaceAll(/\\([^0-9A-Za-z\s])/g, '$1');
}

export function buttonsOf(components: readonly Component[]): string[] {
  const buttons = walk(components).filter(({ type, style }) => type === BUTTON && style !== LINK);
  return buttons.map(({ label }) => label ?? '');
}

/** Whatever can be clicked and leads out: link buttons, masked links, and addresses that Discord links by itself. */
export function linksOf(components: readonly Component[]): string[] {
  const markdown = markdownOf(components).replaceAll(CODE, '');
  const masked = [...markdown.matchAll(MASKED_LINK)].map(([, url]) => url ?? '');
  const bare = [...markdown.matchAll(BARE_LINK)].map(([url]) => url);
  return [...walk(components).flatMap(({ url }) => url ?? []), ...masked, ...bare];
}

export function rungBy(message: Message): string[] {
  const users = message.mentions.map(({ id }) => id);
  return [...users, ...message.mention_roles, ...(message.mention_everyone ? ['everyone'] : [])];
}

export function fieldsOf(components: readonly Component[]): ShownField[] {
  return components.flatMap(({ type, label, component }) => {
    if (type !== LABEL || !component) return [];
    const chosen = component.options?.find((option) => option.default)?.value;
    const checked = component.default === true ? 'yes' : '';
    return [{ id: component.custom_id ?? '', label: label ?? '', value: component.value ?? chosen ?? checked }];
  });
}

function markdownOf(components: readonly Component[]): string {
  const texts = walk(components).filter(({ type }) => type === TEXT);
  return texts.map(({ content }) => content ?? '').join('\n');
}
