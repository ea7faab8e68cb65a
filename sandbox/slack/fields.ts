import { everyElement, type Block, type Element, type Option } from './block-kit.ts';

/** What one field holds, in the shape Slack gives it in `state.values`. */
export type FieldState = { type: string } & Record<string, unknown>;
/** Field states by block id and action id. */
export type ViewState = Record<string, Record<string, FieldState>>;

/** Where each kind of field keeps its value, and what it holds when empty. */
const FIELDS: Record<string, { key: string; empty: unknown; initial: keyof Element | undefined }> = {
  plain_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  email_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  url_text_input: { key: 'value', empty: null, initial: 'initial_value' },
  number_input: { key: 'value', empty: null, initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', empty: null, initial: 'initial_value' },
  static_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  external_select: { key: 'selected_option', empty: null, initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', empty: null, initial: 'initial_option' },
  overflow: { key: 'selected_option', empty: null, initial: undefined },
  checkboxes: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_static_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  multi_external_select: { key: 'selected_options', empty: [], initial: 'initial_options' },
  users_select: { key: 'selected_user', empty: null, initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', empty: [], initial: 'initial_users' },
  channels_select: { key: 'selected_channel', empty: null, initial: 'initial_channel' },
  multi_channels_select: { key: 'selected_channels', empty: [], initial: 'initial_channels' },
  conversations_select: { key: 'selected_conversation', empty: null, initial: 'initial_conversation' },
  multi_conversations_select: { key: 'selected_conversations', empty: [], initial: 'initial_conversations' },
  datepicker: { key: 'selected_date', empty: null, initial: 'initial_date' },
  timepicker: { key: 'selected_time', empty: null, initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', empty: null, initial: 'initial_date_time' },
  file_input: { key: 'files', empty: [], initial: undefined },
};

/** What a person gives for a field: text, a number, an option's value, or several; null empties it. */
export type Entry = string | number | boolean | null | Option | (string | Option)[];

/** Whether the element holds a value that a view's state carries. */
export function isField(element: Element): boolean {
  return element.type in FIELDS && element.type !== 'overflow';
}

/** The state of every field as the view opens. */
export function initialState(blocks: readonly Block[]): ViewState {
  const state: ViewState = {};
  for (const { block, element } of everyElement(blocks)) {
    if (!isField(element)) continue;
    const field = FIELDS[element.type];
    const initial = field?.initial ? element[field.initial] : undefined;
    setField(state, block, element, { type: element.type, [field?.key ?? 'value']: initial ?? field?.empty });
  }
  return state;
}

export function setField(state: ViewState, block: Block, element: Element, value: FieldState): void {
  const values = (state[block.block_id ?? ''] ??= {});
  values[element.action_id ?? ''] = value;
}

/** The state of a field after a person entered something. `offered` are options fetched for an external select. */
export function entered(element: Element, entry: Entry, offered: readonly Option[]): FieldState {
  const field = FIELDS[element.type];
  if (!field) throw new Error(`A ${element.type} takes no value`);
  if (entry === null || entry === '') return { type: element.type, [field.key]: field.empty };
  const options = [...optionsOf(element), ...offered];
  if (field.key === 'selected_option') return { type: element.type, selected_option: chosen(entry, options) };
  if (field.key === 'selected_options') {
    return { type: element.type, selected_options: asList(entry).map((one) => chosen(one, options)) };
  }
  if (Array.isArray(field.empty)) return { type: element.type, [field.key]: asList(entry) };
  if (field.key === 'selected_date_time') return { type: element.type, selected_date_time: Number(entry) };
  return { type: element.type, [field.key]: plain(entry) };
}

/** What the form itself holds: all options of a menu, and what was chosen from the start although nobody has asked for more. */
function optionsOf(element: Element): Option[] {
  const initial = [...(element.initial_option ? [element.initial_option] : []), ...(element.initial_options ?? [])];
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options), ...initial];
}

/** Whether nothing was entered. */
export function isEmpty(state: FieldState | undefined): boolean {
  if (!state) return true;
  const value = state[FIELDS[state.type]?.key ?? 'value'];
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function isOption(entry: Entry): entry is Option {
  return typeof entry === 'object' && entry !== null && 'text' in entry;
}

function plain(entry: Entry): string {
  return typeof entry === 'object' ? JSON.stringify(entry) : String(entry);
}

function asList(entry: Entry): (string | Option)[] {
  if (Array.isArray(entry)) return entry;
  return [isOption(entry) ? entry : plain(entry)];
}

function chosen(entry: Entry, options: readonly Option[]): Option {
  const wanted = isOption(entry) ? entry.value : plain(entry);
  const option = options.find((one) => one.value === wanted) ?? options.find((one) => one.text.text === wanted);
  if (!option) throw new Error(`No option ${JSON.stringify(entry)} is offered`);
  return option;
}
