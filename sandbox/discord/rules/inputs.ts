import type { Path } from '../refusal.ts';
import { ComponentType } from '../codes.ts';
import type { Component, SelectOption } from '../shapes.ts';
import { isSnowflake } from '../snowflake.ts';
import { checkEmoji } from './buttons.ts';
import { type Check, itemsOf } from './check.ts';

const SELECT = ['placeholder', 'min_values', 'max_values', 'disabled', 'required'];

/** What each kind of component may carry, besides `type`, `id` and `custom_id`. */
const KEYS: Readonly<Record<number, readonly string[]>> = {
  [ComponentType.row]: ['components'],
  [ComponentType.button]: ['style', 'label', 'emoji', 'url', 'disabled', 'sku_id'],
  [ComponentType.stringSelect]: ['options', ...SELECT],
  [ComponentType.textInput]: ['style', 'label', 'min_length', 'max_length', 'required', 'value', 'placeholder'],
  [ComponentType.userSelect]: ['default_values', ...SELECT],
  [ComponentType.roleSelect]: ['default_values', ...SELECT],
  [ComponentType.mentionableSelect]: ['default_values', ...SELECT],
  [ComponentType.channelSelect]: ['default_values', 'channel_types', ...SELECT],
  [ComponentType.section]: ['components', 'accessory'],
  [ComponentType.textDisplay]: ['content'],
  [ComponentType.thumbnail]: ['media', 'description', 'spoiler'],
  [ComponentType.gallery]: ['items'],
  [ComponentType.file]: ['file', 'spoiler'],
  [ComponentType.separator]: ['divider', 'spacing'],
  [ComponentType.container]: ['components', 'accent_color', 'spoiler'],
  [ComponentType.label]: ['label', 'description', 'component'],
  [ComponentType.fileUpload]: ['min_values', 'max_values', 'required', 'file_types'],
  [ComponentType.radioGroup]: ['options', 'required'],
  [ComponentType.checkboxGroup]: ['options', 'min_values', 'max_values', 'required'],
  [ComponentType.checkbox]: ['default'],
};

const MOST_OPTIONS: Readonly<Record<number, [least: number, most: number]>> = {
  [ComponentType.stringSelect]: [1, 25],
  [ComponentType.radioGroup]: [2, 10],
  [ComponentType.checkboxGroup]: [1, 10],
};

export function checkKeys(check: Check, component: Component, at: Path): void {
  check.keys(component, at, ['type', 'id', 'custom_id', ...(KEYS[component.type] ?? [])]);
}

/** How many may be chosen of a group or of files, and of a select. */
const MOST_CHOSEN: Readonly<Record<number, number>> = {
  [ComponentType.checkboxGroup]: 10,
  [ComponentType.fileUpload]: 10,
};
const MOST_SELECTED = 25;

/** Whom each kind of select may choose beforehand. */
const PRESETS: Readonly<Record<number, readonly string[]>> = {
  [ComponentType.userSelect]: ['user'],
  [ComponentType.roleSelect]: ['role'],
  [ComponentType.mentionableSelect]: ['user', 'role'],
  [ComponentType.channelSelect]: ['channel'],
};

/** A select of any kind, a radio or checkbox group or a place for files: its id, its options and how many may be chosen. */
export function checkSelect(check: Check, select: Component, at: Path, where: 'message' | 'modal'): void {
  const highest = MOST_CHOSEN[select.type] ?? MOST_SELECTED;
  check.text(select.custom_id, [...at, 'custom_id'], { min: 1, max: 100, required: true });
  check.text(select.placeholder, [...at, 'placeholder'], { max: 150 });
  check.whole(select.min_values, [...at, 'min_values'], 0, highest);
  check.whole(select.max_values, [...at, 'max_values'], 1, highest);
  checkBounds(check, select, at);
  if (where === 'modal') checkInModal(check, select, at);
  else if (select.required !== undefined) check.ignored.push([...at, 'required'].join('.'));
  const bounds = MOST_OPTIONS[select.type];
  if (bounds) checkOptions(check, select, at, bounds);
  const presets = PRESETS[select.type];
  if (presets) checkPresets(check, select, at, presets);
}

function checkBounds(check: Check, select: Component, at: Path): void {
  if ((select.min_values ?? 1) <= mostChosen(select)) return;
  const message = 'Min values must be less than or equal to max values';
  check.add([...at, 'min_values'], 'SELECT_COMPONENT_MIN_VALUES_OVER_MAX_VALUES', message);
}

/** In a form nothing is disabled, and what may stay empty must say that it is not required. */
function checkInModal(check: Check, select: Component, at: Path): void {
  if (select.disabled !== undefined) {
    check.add([...at, 'disabled'], 'COMPONENT_DISABLED_IN_MODAL', 'Components in modals cannot be disabled');
  }
  if (select.min_values === 0 && select.required !== false) {
    check.add([...at, 'min_values'], 'COMPONENT_REQUIRED_WITHOUT_VALUES', 'Min values of 0 needs required to be false');
  }
}

function checkPresets(check: Check, select: Component, at: Path, kinds: readonly string[]): void {
  const presets = itemsOf(select.default_values);
  check.list(select.default_values, [...at, 'default_values'], 0, mostChosen(select));
  for (const [index, { id, type }] of presets.entries()) {
    const place = [...at, 'default_values', index];
    if (!isSnowflake(id))
      check.add([...place, 'id'], 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(id)} is not snowflake.`);
    if (!kinds.includes(type))
      check.add([...place, 'type'], 'BASE_TYPE_CHOICES', `Value must be one of {${kinds.join(', ')}}.`);
  }
}

function checkOptions(check: Check, select: Component, at: Path, [fewest, highest]: [number, number]): void {
  const options = itemsOf(select.options);
  check.list(options, [...at, 'options'], fewest, highest);
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    const place = [...at, 'options', index];
    check.text(option.label, [...place, 'label'], { max: 100, required: true });
    check.text(option.value, [...place, 'value'], { max: 100, required: true });
    check.text(option.description, [...place, 'description'], { min: 1, max: 100 });
    checkEmoji(check, option.emoji, [...place, 'emoji']);
    check.keys(option, place, ['label', 'value', 'description', 'emoji', 'default']);
    if (seen.has(option.value)) {
      const message = 'The specified option value is already used';
      check.add([...place, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message);
    }
    seen.add(option.value);
  }
  checkCounts(check, select, at, options);
}

function checkCounts(check: Check, select: Component, at: Path, options: readonly SelectOption[]): void {
  const least = select.min_values ?? 1;
  const most = mostChosen(select);
  if (options.filter((option) => option.default).length > most) {
    check.add([...at, 'options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values');
  }
  if (least > options.length) {
    const message = 'Min values must be less than or equal to the number of options';
    check.add([...at, 'min_values'], 'SELECT_COMPONENT_MIN_VALUES_TOO_HIGH', message);
  }
  if (most > options.length) {
    const message = 'Max values must be less than or equal to the number of options';
    check.add([...at, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES_TOO_HIGH', message);
  }
}

/** How many may be chosen: one, unless it says otherwise; in a checkbox group all. */
export function mostChosen(select: Component): number {
  const all = select.type === ComponentType.checkboxGroup ? itemsOf(select.options).length : 1;
  return select.max_values ?? Math.max(1, all);
}
