import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../block-kit.ts';
import {
  all,
  anything,
  boolean,
  inOrder,
  integer,
  list,
  needs,
  oneOf,
  pattern,
  report,
  shape,
  string,
  type Rule,
} from './rules.ts';
import { optionGroups, overflowOption, plainOption, richOption, selectOptions } from './options.ts';
import { confirm, id, plainText, url, webUrl } from './texts.ts';

const PLACEHOLDER = 150;
const BUTTON_TEXT = 75;
const BUTTON_VALUE = 2000;

function element(type: string, fields: Record<string, Rule>, ...more: Rule[]): Record<string, Rule> {
  return { [type]: all(shape({ 'type!': oneOf(type), action_id: id, ...fields }), ...more) };
}

const focus = { focus_on_load: boolean };
const choosing = { placeholder: plainText(PLACEHOLDER), confirm, ...focus };
const dispatching = {
  dispatch_action_config: shape({
    trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { greatest: 2 }),
  }),
};
const typing = { placeholder: plainText(PLACEHOLDER), ...focus, ...dispatching };
const several = { max_selected_items: integer(1, 1000) };
const conversationFilter = shape({
  include: list(oneOf('im', 'mpim', 'private', 'public'), { greatest: 4 }),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
});
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const ids = list(string(255), { greatest: 1000 });
const style = oneOf('primary', 'danger');
const label = string(75);

/** The initial choice must be one of the options, to the letter. */
const initialIsOffered: Rule = (value, place) => {
  if (!isObject(value)) return;
  const options = Array.isArray(value['options']) ? value['options'] : groupedOptions(value['option_groups']);
  const initial = value['initial_options'] ?? (value['initial_option'] ? [value['initial_option']] : []);
  for (const one of Array.isArray(initial) ? initial : []) {
    const offered = options.some((option) => isDeepStrictEqual(option, one));
    if (!offered) report(place, 'initial option must exactly match one of the options');
  }
};

function groupedOptions(groups: unknown): unknown[] {
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((group) => (isObject(group) && Array.isArray(group['options']) ? group['options'] : []));
}

const decimal = pattern(/^-?\d+(?:\.\d+)?$/, 'must be a number in a string');

export const imageElement: Rule = all(
  shape({ 'type!': oneOf('image'), 'alt_text!': string(2000), image_url: webUrl, slack_file: anything }),
  needs('one', 'image_url', 'slack_file'),
);

export const buttons = element('button', {
  'text!': plainText(BUTTON_TEXT),
  value: string(BUTTON_VALUE),
  url,
  style,
  confirm,
  accessibility_label: label,
});

const selects = {
  ...element(
    'static_select',
    { ...choosing, options: selectOptions, option_groups: optionGroups, initial_option: plainOption },
    needs('one', 'options', 'option_groups'),
    initialIsOffered,
  ),
  ...element(
    'multi_static_select',
    {
      ...choosing,
      ...several,
      options: selectOptions,
      option_groups: optionGroups,
      initial_options: list(plainOption, { greatest: 100 }),
    },
    needs('one', 'options', 'option_groups'),
    initialIsOffered,
  ),
  ...element('external_select', { ...choosing, initial_option: plainOption, min_query_length: integer(0, 3000) }),
  ...element('multi_external_select', {
    ...choosing,
    ...several,
    initial_options: list(plainOption, { greatest: 100 }),
    min_query_length: integer(0, 3000),
  }),
  ...element('users_select', { ...choosing, initial_user: string(255) }),
  ...element('multi_users_select', { ...choosing, ...several, initial_users: ids }),
  ...element('channels_select', { ...choosing, initial_channel: string(255), response_url_enabled: boolean }),
  ...element('multi_channels_select', { ...choosing, ...several, initial_channels: ids }),
  ...element('conversations_select', {
    ...choosing,
    ...conversations,
    initial_conversation: string(255),
    response_url_enabled: boolean,
  }),
  ...element('multi_conversations_select', {
    ...choosing,
    ...several,
    ...conversations,
    initial_conversations: ids,
  }),
};

const choices = {
  ...element('overflow', { 'options!': list(overflowOption, { greatest: 5 }), confirm }),
  ...element(
    'radio_buttons',
    { 'options!': list(richOption, { greatest: 10 }), initial_option: richOption, confirm, ...focus },
    initialIsOffered,
  ),
  ...element(
    'checkboxes',
    {
      'options!': list(richOption, { greatest: 10 }),
      initial_options: list(richOption, { greatest: 10 }),
      confirm,
      ...focus,
    },
    initialIsOffered,
  ),
};

const datepicker = element('datepicker', {
  ...choosing,
  initial_date: pattern(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD'),
});
const timepicker = element('timepicker', {
  ...choosing,
  initial_time: pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm'),
  timezone: string(255),
});
const datetimepicker = element('datetimepicker', {
  initial_date_time: integer(1_000_000_000, 9_999_999_999),
  confirm,
  ...focus,
});

const inputs = {
  ...element(
    'plain_text_input',
    {
      ...typing,
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    inOrder('min_length', 'max_length'),
  ),
  ...element(
    'number_input',
    {
      ...typing,
      'is_decimal_allowed!': boolean,
      initial_value: decimal,
      min_value: decimal,
      max_value: decimal,
    },
    inOrder('min_value', 'max_value'),
  ),
  ...element('email_text_input', { ...typing, initial_value: string(3000) }),
  ...element('url_text_input', { ...typing, initial_value: string(3000) }),
  ...element('file_input', { filetypes: list(string(50), { greatest: 100 }), max_files: integer(1, 10) }),
};
const richTextInput = element('rich_text_input', {
  ...typing,
  initial_value: anything,
  min_lines: integer(1, 100),
  max_lines: integer(1, 100),
});
const workflowButton = element('workflow_button', {
  'text!': plainText(BUTTON_TEXT),
  'workflow!': anything,
  style,
  accessibility_label: label,
});

export const sectionAccessories = {
  image: imageElement,
  ...buttons,
  ...selects,
  ...choices,
  ...datepicker,
  ...timepicker,
  ...workflowButton,
};
export const actionElements = {
  ...buttons,
  ...selects,
  ...choices,
  ...datepicker,
  ...timepicker,
  ...datetimepicker,
  ...workflowButton,
  ...richTextInput,
};
const { overflow: _overflow, ...inputChoices } = choices;
export const inputElements = {
  ...inputs,
  ...selects,
  ...inputChoices,
  ...datepicker,
  ...timepicker,
  ...datetimepicker,
  ...richTextInput,
};
export const contextActionElements = {
  ...element('icon_button', {
    'icon!': string(50),
    'text!': plainText(BUTTON_TEXT),
    value: string(BUTTON_VALUE),
    accessibility_label: label,
    visible_to_user_ids: ids,
    confirm,
  }),
  ...element('feedback_buttons', { 'positive_button!': feedback(), 'negative_button!': feedback() }),
};

function feedback(): Rule {
  return shape({ 'text!': plainText(BUTTON_TEXT), 'value!': string(BUTTON_VALUE), accessibility_label: label });
}
