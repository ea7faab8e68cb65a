/** The parts of Block Kit that the stand-in reads back after they passed the checks in `blocks/`. */

export type Json = Record<string, unknown>;

export interface TextObject {
  type: string;
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

export interface Option {
  text: TextObject;
  value?: string;
  description?: TextObject;
  url?: string;
}

interface Confirm {
  title?: TextObject;
  text: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: string;
}

export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject;
  value?: string;
  url?: string;
  style?: string;
  confirm?: Confirm;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: { label: TextObject; options: Option[] }[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_channels?: string[];
  initial_conversation?: string;
  initial_conversations?: string[];
  min_query_length?: number;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  max_selected_items?: number;
  focus_on_load?: boolean;
  response_url_enabled?: boolean;
  visible_to_user_ids?: string[];
  positive_button?: { text: TextObject; value: string };
  negative_button?: { text: TextObject; value: string };
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject | string;
  fields?: TextObject[];
  accessory?: Element;
  elements?: Element[];
  element?: Element;
  actions?: Element[];
  child_blocks?: Block[];
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
}

export interface Attachment {
  id?: number;
  color?: string;
  fallback?: string;
  text?: string;
  title?: string;
  pretext?: string;
  blocks?: Block[];
}

export interface Metadata {
  event_type: string;
  event_payload: Json;
}

/** True for a plain object, as JSON knows it. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Blocks in the order a person sees them, with those inside containers and carousels. */
export function* everyBlock(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.child_blocks) yield* everyBlock(block.child_blocks);
    if (block.type === 'carousel') yield* everyBlock(block.elements ?? []);
  }
}

/** Each interactive element with the block that holds it. */
export function* everyElement(blocks: readonly Block[]): Generator<{ block: Block; element: Element }> {
  for (const block of everyBlock(blocks)) {
    for (const element of elementsOf(block)) if (element.type !== 'image') yield { block, element };
  }
}

function elementsOf(block: Block): Element[] {
  const elements = [...(block.actions ?? [])];
  if (block.accessory) elements.push(block.accessory);
  if (block.element) elements.push(block.element);
  if (block.type === 'actions' || block.type === 'context_actions') elements.push(...(block.elements ?? []));
  return elements;
}
