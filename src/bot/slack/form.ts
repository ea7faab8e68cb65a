import type { Checkboxes, InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import { Destination } from '../../desk/destination.ts';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import { cut, type Line } from '../../desk/text.ts';
import { plainText } from './buttons.ts';
import { flat } from './escape.ts';
import {
  INPUT_HINT,
  INPUT_LABEL,
  INPUT_TEXT,
  LINES,
  OPTION_TEXT,
  OPTION_VALUE,
  PLACEHOLDER,
  SELECT_OPTIONS,
  VIEW_BUTTON,
  VIEW_TITLE,
} from './limits.ts';
import { richLine } from './line.ts';

/** Names every modal that is a form; others take no answer. */
export const FORM_CALLBACK = 'deskbell-form';
const VALUE = 'value';
const TICKED = 'yes';

/** What a modal remembers of where it came from. Slack keeps it; nobody else can change it. */
export const FormMemory = z.object({
  form: z.string(),
  token: z.string(),
  place: Destination,
  overHome: z.boolean().optional(),
});
export type FormMemory = z.infer<typeof FormMemory>;

/** A state of `view.state.values`: block id, then action id. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, FieldState>>>>;

interface FieldState {
  type?: string;
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: readonly unknown[] | null;
}

/** A form as a modal. `filled` puts back what the person typed; `notes` stand above the fields. */
export function formView(
  form: Form,
  place: Destination,
  more: { filled?: Filled | undefined; notes?: readonly Line[]; overHome?: boolean } = {},
): ModalView {
  const memory: FormMemory = { form: form.id, token: form.token, place, ...(more.overHome ? { overHome: true } : {}) };
  const blocks = form.fields.map((field) => fieldBlock(form, field, more.filled?.[field.id]));
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(memory),
    title: plainText(form.title, VIEW_TITLE, 'Form'),
    submit: plainText(form.submit, VIEW_BUTTON, 'Save'),
    close: plainText('Cancel', VIEW_BUTTON),
    blocks: [...introBlocks([...(more.notes ?? []), ...(form.intro === undefined ? [] : [form.intro])]), ...blocks],
  };
}

/** A modal that only says something. */
export function linesView(title: string, lines: readonly Line[]): ModalView {
  const said = introBlocks(lines);
  const blocks = said.length > 0 ? said : introBlocks([['Done.']]);
  return { type: 'modal', title: plainText(title, VIEW_TITLE), close: plainText('Close', VIEW_BUTTON), blocks };
}

/** What was filled in, field id to text. */
export function filledFrom(state: ViewState, form: string): Filled {
  const filled: Record<string, string> = {};
  for (const [block, fields] of Object.entries(state)) {
    const [entry] = Object.values(fields);
    if (entry !== undefined && block.startsWith(`${form}:`))
      filled[fieldOf(block.slice(form.length + 1))] = valueOf(entry);
  }
  return filled;
}

const ANEW = '~';

/** The block that holds a field. While a form stays open Slack keeps what was typed in a block of the same name. */
function blockIdOf(form: string, { id, anew }: Pick<Field, 'id' | 'anew'>): string {
  return `${form}:${id}${anew === undefined ? '' : `${ANEW}${cut(anew, 150)}`}`;
}

function fieldOf(name: string): string {
  return name.split(ANEW, 1)[0] ?? name;
}

/** Where Slack shows what is wrong with a field: its block among these. */
export function blockFor(form: string, field: string, blocks: readonly string[]): string | undefined {
  return blocks.find((block) => fieldOf(block) === `${form}:${field}`);
}

function valueOf(entry: FieldState): string {
  if (entry.type === 'checkboxes') return (entry.selected_options ?? []).length > 0 ? TICKED : '';
  return entry.selected_option?.value ?? entry.value ?? '';
}

function introBlocks(lines: readonly Line[]): KnownBlock[] {
  return lines.flatMap((line) => {
    const elements = richLine(line, { limit: LINES, rings: false });
    return elements.length === 0
      ? []
      : [{ type: 'rich_text' as const, elements: [{ type: 'rich_text_section' as const, elements }] }];
  });
}

function fieldBlock(form: Form, field: Field, filled: string | undefined): KnownBlock {
  if (field.type === 'choice' && field.choices.length === 0) {
    return { type: 'section', text: plainText(`${field.label}: there is nothing to choose from.`, 300) };
  }
  return {
    type: 'input',
    block_id: blockIdOf(form.id, field),
    label: plainText(field.label, Math.min(INPUT_LABEL, 150), field.id),
    ...(field.hint === undefined || flat(field.hint).trim() === '' ? {} : { hint: plainText(field.hint, INPUT_HINT) }),
    // A box that must be ticked is a rule of the desk; Slack would not even let the form be sent.
    ...(field.optional === true || field.type === 'check' ? { optional: true } : {}),
    element: elementFor(field, filled),
  };
}

function elementFor(field: Field, filled: string | undefined): InputBlock['element'] {
  if (field.type === 'text') {
    const most = Math.min(Math.max(field.most, 1), INPUT_TEXT);
    const initial = Array.from(filled ?? field.initial ?? '')
      .slice(0, most)
      .join('')
      .toWellFormed();
    return {
      type: 'plain_text_input',
      action_id: VALUE,
      multiline: field.long ?? false,
      max_length: most,
      ...(initial === '' ? {} : { initial_value: initial }),
    };
  }
  if (field.type === 'check') return checkbox(field, filled);
  if (field.type === 'search') {
    const initial = filled === undefined || filled === field.initial?.id ? field.initial : undefined;
    return {
      type: 'external_select',
      action_id: field.among,
      min_query_length: 0,
      placeholder: plainText('Type to search', PLACEHOLDER),
      ...(initial === undefined ? {} : { initial_option: optionFor(initial) }),
    };
  }
  return select(field, filled);
}

function select(field: Extract<Field, { type: 'choice' }>, filled: string | undefined): InputBlock['element'] {
  const options = optionsFor(field.choices);
  const initial = options.find((option) => option.value === (filled ?? field.initial));
  return {
    type: 'static_select',
    action_id: VALUE,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

function checkbox(field: Extract<Field, { type: 'check' }>, filled: string | undefined): Checkboxes {
  const option = optionFor({ id: TICKED, label: 'Yes' });
  const ticked = filled === undefined ? field.initial : filled === TICKED;
  return { type: 'checkboxes', action_id: VALUE, options: [option], ...(ticked ? { initial_options: [option] } : {}) };
}

/** Choices as Slack's options, each id once. */
export function optionsFor(choices: readonly Choice[]): { text: PlainTextElement; value: string }[] {
  const options = new Map(choices.map((choice) => [choice.id, optionFor(choice)]));
  return [...options.values()].filter((option) => option.value !== '').slice(0, SELECT_OPTIONS);
}

function optionFor(choice: Choice): { text: PlainTextElement; value: string } {
  return { text: plainText(choice.label, OPTION_TEXT, choice.id), value: cut(choice.id, OPTION_VALUE) };
}
