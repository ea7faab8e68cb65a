import type { Path } from '../refusal.ts';
import { ComponentType } from '../codes.ts';
import type { Component } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { checkButton } from './buttons.ts';
import { checkKeys, checkSelect } from './inputs.ts';
import { lengthOf } from './length.ts';
import { checkFile, checkGallery, checkSeparator, checkThumbnail } from './media.ts';

const CLASSIC_ROWS = 5;
const TOTAL_COMPONENTS = 40;
const TOTAL_TEXT = 4000;
const HIGHEST_ID = 2 ** 31 - 1;

const SELECTS: readonly number[] = [
  ComponentType.stringSelect,
  ComponentType.userSelect,
  ComponentType.roleSelect,
  ComponentType.mentionableSelect,
  ComponentType.channelSelect,
];
const TOP: readonly number[] = [
  ComponentType.row,
  ComponentType.section,
  ComponentType.textDisplay,
  ComponentType.gallery,
  ComponentType.file,
  ComponentType.separator,
  ComponentType.container,
];
const IN_CONTAINER = TOP.filter((type) => type !== ComponentType.container);

/** The components of a message: the classic rules, or those of Components V2 when the flag is set. */
export function checkComponents(check: Check, components: Component[] | null | undefined, v2: boolean, at: Path): void {
  if (components === undefined || components === null) return;
  check.list(components, at, 0, v2 ? TOTAL_COMPONENTS : CLASSIC_ROWS);
  const allowed = v2 ? TOP : [ComponentType.row];
  for (const [index, component] of itemsOf(components).entries()) checkOne(check, component, [...at, index], allowed);
  checkIds(check, components, at);
  if (v2) checkTotals(check, components, at);
}

/** Every component with its path, from the outside in. */
export function* walk(components: readonly Component[], at: Path = []): Generator<[Component, Path]> {
  for (const [index, component] of itemsOf(components).entries()) yield* walkOne(component, [...at, index]);
}

function* walkOne(component: Component, at: Path): Generator<[Component, Path]> {
  yield [component, at];
  if (component.components) yield* walk(component.components, [...at, 'components']);
  if (component.component) yield* walkOne(component.component, [...at, 'component']);
  if (component.accessory) yield* walkOne(component.accessory, [...at, 'accessory']);
}

function checkOne(check: Check, component: Component, at: Path, allowed: readonly number[]): void {
  if (!allowed.includes(component.type)) {
    check.add([...at, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${allowed.join(', ')}).`);
    return;
  }
  checkKeys(check, component, at);
  if (component.type === ComponentType.row) checkRow(check, component, at);
  else if (component.type === ComponentType.button) checkButton(check, component, at);
  else if (component.type === ComponentType.section) checkSection(check, component, at);
  else if (component.type === ComponentType.container) checkContainer(check, component, at);
  else if (component.type === ComponentType.textDisplay) {
    check.text(component.content, [...at, 'content'], { max: TOTAL_TEXT, required: true });
  } else if (component.type === ComponentType.gallery) checkGallery(check, component, at);
  else if (component.type === ComponentType.thumbnail) checkThumbnail(check, component, at);
  else if (component.type === ComponentType.file) checkFile(check, component, at);
  else if (component.type === ComponentType.separator) checkSeparator(check, component, at);
  else if (SELECTS.includes(component.type)) checkSelect(check, component, at, 'message');
}

function checkRow(check: Check, row: Component, at: Path): void {
  const inside = [...at, 'components'];
  const children = itemsOf(row.components);
  const hasSelect = children.some(({ type }) => SELECTS.includes(type));
  check.list(children, inside, 1, hasSelect ? 1 : 5);
  for (const [index, child] of children.entries()) {
    checkOne(check, child, [...inside, index], [ComponentType.button, ...SELECTS]);
  }
}

function checkSection(check: Check, section: Component, at: Path): void {
  const children = itemsOf(section.components);
  check.list(children, [...at, 'components'], 1, 3);
  for (const [index, child] of children.entries()) {
    checkOne(check, child, [...at, 'components', index], [ComponentType.textDisplay]);
  }
  if (!section.accessory) check.add([...at, 'accessory'], 'BASE_TYPE_REQUIRED', 'This field is required');
  else checkOne(check, section.accessory, [...at, 'accessory'], [ComponentType.button, ComponentType.thumbnail]);
}

function checkContainer(check: Check, container: Component, at: Path): void {
  const children = itemsOf(container.components);
  check.list(children, [...at, 'components'], 1, TOTAL_COMPONENTS);
  check.whole(container.accent_color, [...at, 'accent_color'], 0, 0xff_ff_ff);
  for (const [index, child] of children.entries()) checkOne(check, child, [...at, 'components', index], IN_CONTAINER);
}

/** Each custom_id once in a message or form, also on disabled components; and each number that was given one. */
export function checkIds(check: Check, components: readonly Component[], at: Path): void {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  for (const [{ id, custom_id: customId }, path] of walk(components, at)) {
    if (customId !== undefined && customIds.has(customId)) {
      check.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    if (customId !== undefined) customIds.add(customId);
    check.whole(id, [...path, 'id'], 0, HIGHEST_ID);
    if (!id) continue;
    if (ids.has(id)) check.add([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
    ids.add(id);
  }
}

function checkTotals(check: Check, components: readonly Component[], at: Path): void {
  const all = [...walk(components)].map(([component]) => component);
  if (all.length > TOTAL_COMPONENTS) {
    const message = `Total number of components exceeds maximum of ${TOTAL_COMPONENTS}`;
    check.add(at, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message);
  }
  const texts = all.filter(({ type }) => type === ComponentType.textDisplay);
  const length = texts.reduce((sum, { content }) => sum + lengthOf(content ?? ''), 0);
  if (length > TOTAL_TEXT) {
    const message = `Displayable text size exceeds maximum size of ${TOTAL_TEXT}`;
    check.add(at, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
  }
}
