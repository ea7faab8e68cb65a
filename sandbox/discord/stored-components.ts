import { ComponentType } from './codes.ts';
import { itemsOf } from './rules/check.ts';
import { walk } from './rules/components.ts';
import type { Attachment, Component, Media } from './shapes.ts';
import type { World } from './world.ts';

const SCHEME = 'attachment://';
const ONE_CHOSEN = { min_values: 1, max_values: 1 };

/** What Discord fills in, by type of component. */
const DEFAULTS: Readonly<Record<number, object>> = {
  [ComponentType.container]: { accent_color: null, spoiler: false },
  [ComponentType.separator]: { spacing: 1, divider: true },
  [ComponentType.thumbnail]: { spoiler: false, description: null },
  [ComponentType.file]: { spoiler: false },
  [ComponentType.stringSelect]: ONE_CHOSEN,
  [ComponentType.userSelect]: ONE_CHOSEN,
  [ComponentType.roleSelect]: ONE_CHOSEN,
  [ComponentType.mentionableSelect]: ONE_CHOSEN,
  [ComponentType.channelSelect]: ONE_CHOSEN,
};

/** Components as Discord keeps them: each with a number, with what it fills in, and with pictures and files it has found. */
export function storedComponents(
  world: World,
  components: readonly Component[],
  attachments: readonly Attachment[],
): Component[] {
  const copy = numbered(components);
  for (const [component] of walk(copy)) {
    if (component.media) component.media = found(world, component.media, attachments);
    for (const item of component.items ?? []) {
      Object.assign(item, { description: null, spoiler: false, ...item, media: found(world, item.media, attachments) });
    }
    if (!component.file) continue;
    const file = attachments.find(({ filename }) => `${SCHEME}${filename}` === component.file?.url);
    Object.assign(component, { name: file?.filename ?? null, size: file?.size ?? null });
    component.file = found(world, component.file, attachments);
  }
  return copy;
}

/** Gives each component that has none a number, and the values that Discord fills in. */
export function numbered(components: readonly Component[]): Component[] {
  const copy = structuredClone(itemsOf(components)) as Component[];
  const taken = new Set([...walk(copy)].map(([component]) => component.id ?? 0));
  let next = 1;
  for (const [component] of walk(copy)) {
    if (!component.id) {
      while (taken.has(next)) next += 1;
      taken.add(next);
      component.id = next;
    }
    Object.assign(component, { ...DEFAULTS[component.type], ...component });
  }
  return copy;
}

/** A picture or file at the address where it is kept. */
function found(world: World, { url }: Media, attachments: readonly Attachment[]): Media {
  const file = attachments.find(({ filename }) => url === `${SCHEME}${filename}`);
  const kept = { id: world.newId(), url: file?.url ?? url, proxy_url: file?.proxy_url ?? url };
  return file ? { ...kept, attachment_id: file.id } : kept;
}
