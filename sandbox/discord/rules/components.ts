import type { Path } from '../refusal.ts';
import { ComponentType } from '../codes.ts';
import type { Component } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { checkUrl } from './embeds.ts';
import { checkKeys, checkSelect } from './inputs.ts';
import { lengthOf } from './length.ts';

const CLASSIC_ROWS = 5;
const TOTAL_COMPONENTS = 40;
const TOTAL_TEXT = 4000;
const LINK = 5;
const PREMIUM = 6;

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
  checkCustomIds(check, components, at);
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
  } else if (SELECTS.includes(component.type)) checkSelect(check, component, at, 'message');
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

function checkButton(check: Check, button: Component, at: Path): void {
  check.text(button.label, [...at, 'label'], { max: 80 });
  check.whole(button.style, [...at, 'style'], 1, PREMIUM);
  if (button.style === undefined) check.add([...at, 'style'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (button.label === undefined && !('emoji' in button) && button.style !== PREMIUM) {
    check.add(at, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button must have a label or an emoji');
  }
  if (button.style === LINK) {
    if (button.custom_id !== undefined) {
      check.add(at, 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL', 'A custom id and url cannot both be specified');
    }
    if (button.url === undefined) check.add([...at, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    check.text(button.url, [...at, 'url'], { max: 512 });
    checkUrl(check, button.url, [...at, 'url'], ['http:', 'https:', 'discord:']);
    return;
  }
  if (button.url !== undefined)
    check.add([...at, 'url'], 'BUTTON_COMPONENT_URL_FORBIDDEN', 'Only link buttons have a url');
  check.text(button.custom_id, [...at, 'custom_id'], { min: 1, max: 100, required: true });
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

/** Each custom_id once in a message or form, also on disabled components. */
export function checkCustomIds(check: Check, components: readonly Component[], at: Path): void {
  const seen = new Set<string>();
  for (const [component, path] of walk(components, at)) {
    if (component.custom_id === undefined) continue;
    if (seen.has(component.custom_id)) {
      check.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    seen.add(component.custom_id);
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
