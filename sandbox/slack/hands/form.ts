import { everyElement, type Block, type Element } from '../block-kit.ts';
import { entered, isEmpty, setField, type Entry, type FieldState } from '../fields.ts';
import type { OpenView } from '../modals.ts';
import type { World } from '../world.ts';
import { offeredFor } from './suggest.ts';

/** What a person types into a form: by block id, action id or the words of the label. */
export type Entries = Record<string, Entry>;

/** Enters values into a view; throws for a field that is not there. */
export function fill(world: World, view: OpenView, entries: Entries): void {
  for (const [name, entry] of Object.entries(entries)) {
    const { block, element } = fieldCalled(view, name);
    const offered = offeredFor(world, { surface: { kind: 'view', view }, block, element });
    setField(view.state, block, element, entered(element, entry, offered));
  }
}

/** What Slack's own form refuses before anything is sent, by block id. */
export function formErrors(view: OpenView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element } of everyElement(view.content.blocks)) {
    if (block.type !== 'input') continue;
    const state = view.state[block.block_id ?? '']?.[element.action_id ?? ''];
    const sentence = isEmpty(state) ? missing(block) : malformed(element, state);
    if (sentence) errors[block.block_id ?? ''] = sentence;
  }
  return errors;
}

function fieldCalled(view: OpenView, name: string): { block: Block; element: Element } {
  for (const { block, element } of everyElement(view.content.blocks)) {
    if (block.block_id === name || element.action_id === name || block.label?.text === name) return { block, element };
  }
  throw new Error(`View ${view.id} has no field ${name}`);
}

function missing(block: Block): string | undefined {
  return block.optional ? undefined : 'Please complete this required field.';
}

function malformed(element: Element, state: FieldState | undefined): string | undefined {
  const value = typeof state?.['value'] === 'string' ? state['value'] : '';
  switch (element.type) {
    case 'plain_text_input':
      return wrongLength(element, value);
    case 'number_input':
      return wrongNumber(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function wrongLength(element: Element, value: string): string | undefined {
  if (value.length < (element.min_length ?? 0)) return `Must be at least ${element.min_length} characters.`;
  return value.length > (element.max_length ?? 3000)
    ? `Must be at most ${element.max_length ?? 3000} characters.`
    : undefined;
}

function wrongNumber(element: Element, value: string): string | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return 'Please enter a number.';
  const number = Number(value);
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Must be at least ${element.min_value}.`;
  return element.max_value !== undefined && number > Number(element.max_value)
    ? `Must be at most ${element.max_value}.`
    : undefined;
}
