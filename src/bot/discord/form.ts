import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import { cut, plain } from '../../desk/text.ts';
import { label, sound } from './escape.ts';
import {
  CUSTOM_ID,
  INPUT_TEXT,
  LABEL,
  LABEL_DESCRIPTION,
  MESSAGE_TEXT,
  MODAL_COMPONENTS,
  MODAL_TITLE,
  OPTION_TEXT,
  SELECT_OPTIONS,
} from './limits.ts';
import { renderLine } from './line.ts';
import { textDisplay } from './rows.ts';

const MARK = 'form';

/** What a sent form holds, in the shape that discord.js reads it. */
export interface SentField {
  customId: string;
  value?: string | boolean | null;
  values?: readonly string[];
}

/** The form as a modal. Discord names its send button itself; an introduction that has no place goes to the first field. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice(0, MODAL_COMPONENTS);
  const hasPlace = fields.length < MODAL_COMPONENTS;
  const intro = form.intro && hasPlace ? [textDisplay(renderLine(form.intro, MESSAGE_TEXT))] : [];
  const stray = form.intro && !hasPlace ? plain(form.intro) : '';
  return {
    custom_id: formId(form),
    title: label(form.title, MODAL_TITLE) || 'Deskbell',
    components: [...intro, ...fields.map((field, index) => labelled(field, index === 0 ? stray : ''))],
  };
}

export function parseForm(customId: string): { form: string; token: string } | undefined {
  const [mark, form, ...token] = customId.split('|');
  return mark === MARK && form ? { form, token: token.join('|') } : undefined;
}

/** A check is `yes` or empty, whatever was left out is empty. */
export function readForm(sent: Iterable<SentField>): Filled {
  const filled: Record<string, string> = {};
  for (const { customId, value, values } of sent) {
    if (typeof value === 'boolean') filled[customId] = value ? 'yes' : '';
    else filled[customId] = value ?? values?.[0] ?? '';
  }
  return filled;
}

function formId(form: Form): string {
  const id = `${MARK}|${form.id}|${form.token}`;
  if (id.length > CUSTOM_ID) throw new RangeError(`the identifier of form ${form.id} is longer than ${CUSTOM_ID}`);
  return id;
}

function labelled(field: Field, stray: string): APILabelComponent {
  const description = label(field.hint ?? stray, LABEL_DESCRIPTION);
  return {
    type: ComponentType.Label,
    label: label(field.label, LABEL) || field.id,
    ...(description === '' ? {} : { description }),
    component: inputFor(field),
  };
}

function inputFor(field: Field): APIComponentInLabel {
  switch (field.type) {
    case 'text':
      return textInput(field, { most: field.most, initial: field.initial ?? '', long: field.long ?? false });
    case 'search':
      return textInput(field, {
        most: OPTION_TEXT,
        initial: field.initial ? label(field.initial.label, OPTION_TEXT) : '',
      });
    case 'choice':
      return choiceInput(field);
    case 'check':
      return { type: ComponentType.Checkbox, custom_id: field.id, default: field.initial };
  }
}

function textInput(field: Field, text: { most: number; initial: string; long?: boolean }): APITextInputComponent {
  const most = Math.max(1, Math.min(text.most, INPUT_TEXT));
  const value = cut(sound(text.initial), most);
  return {
    type: ComponentType.TextInput,
    custom_id: field.id,
    style: text.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.optional !== true,
    max_length: most,
    ...(value === '' ? {} : { value }),
  };
}

/** A list without any choice is refused by Discord: then there is a line to type into, for the desk to judge. */
function choiceInput(field: Extract<Field, { type: 'choice' }>): APIComponentInLabel {
  const options = optionsFor(field.choices, field.initial);
  if (options.length === 0) return textInput(field, { most: OPTION_TEXT, initial: '' });
  return {
    type: ComponentType.StringSelect,
    custom_id: field.id,
    required: field.optional !== true,
    options,
  };
}

/** At most 25, each id once, the chosen one always among them. */
function optionsFor(choices: readonly Choice[], initial: string | undefined): APISelectMenuOption[] {
  const sound = new Map(choices.filter(({ id }) => id !== '' && id.length <= OPTION_TEXT).map((one) => [one.id, one]));
  const chosen = initial === undefined ? undefined : sound.get(initial);
  const shown = [...sound.values()].slice(0, SELECT_OPTIONS);
  if (chosen && !shown.includes(chosen)) shown.splice(-1, 1, chosen);
  return shown.map((choice) => ({
    label: label(choice.label, OPTION_TEXT) || choice.id,
    value: choice.id,
    ...(choice === chosen ? { default: true } : {}),
  }));
}
