import { isObject } from '../block-kit.ts';
import {
  actionElements,
  buttons,
  contextActionElements,
  imageElement,
  inputElements,
  sectionAccessories,
} from './elements.ts';
import { all, anything, boolean, byType, list, needs, oneOf, report, shape, string, type Rule } from './rules.ts';
import { dataTable, richText, table } from './tables.ts';
import { anyText, id, mrkdwn, plainText, webUrl } from './texts.ts';

function block(type: string, fields: Record<string, Rule>, ...more: Rule[]): Record<string, Rule> {
  return { [type]: all(shape({ 'type!': oneOf(type), block_id: id, ...fields }), ...more) };
}

/** Blocks that only a message may show. */
function inMessages(rules: Record<string, Rule>): Record<string, Rule> {
  const guarded = Object.entries(rules).map(([type, rule]): [string, Rule] => [
    type,
    (value, place) => {
      if (place.surface === 'message') rule(value, place);
      else report({ ...place, pointer: `${place.pointer}/type` }, `unsupported type: ${type}`);
    },
  ]);
  return Object.fromEntries(guarded);
}

/** Two elements of one block may not share an action id. */
const distinctActionIds: Rule = (value, place) => {
  if (!isObject(value) || !Array.isArray(value['elements'])) return;
  const seen = new Set<unknown>();
  for (const [index, element] of value['elements'].entries()) {
    const actionId = isObject(element) ? element['action_id'] : undefined;
    if (typeof actionId === 'string' && seen.has(actionId)) {
      report(
        { ...place, pointer: `${place.pointer}/elements/${index}/action_id` },
        `\`action_id\` "${actionId}" already exists`,
      );
    }
    seen.add(actionId);
  }
};

const collapsedNeedsCollapsible: Rule = (value, place) => {
  if (isObject(value) && value['default_collapsed'] === true && value['is_collapsible'] !== true) {
    report(place, 'default_collapsed requires is_collapsible');
  }
};

const image = block(
  'image',
  { 'alt_text!': string(2000), title: plainText(2000), image_url: webUrl, slack_file: anything },
  needs('one', 'image_url', 'slack_file'),
);
const section = block(
  'section',
  {
    text: anyText(3000),
    fields: list(anyText(2000), { greatest: 10 }),
    accessory: byType(sectionAccessories),
    expand: boolean,
  },
  needs('any', 'text', 'fields'),
);
const basic = {
  ...section,
  ...image,
  ...block('divider', {}),
  ...block('header', { 'text!': plainText(150) }),
  ...block('context', {
    'elements!': list(byType({ image: imageElement, plain_text: plainText(3000), mrkdwn: mrkdwn(3000) }), {
      greatest: 10,
    }),
  }),
  ...block('actions', { 'elements!': list(byType(actionElements), { greatest: 25 }) }, distinctActionIds),
  ...block('input', {
    'label!': plainText(2000),
    'element!': byType(inputElements),
    hint: plainText(2000),
    optional: boolean,
    dispatch_action: boolean,
  }),
  ...block('rich_text', { 'elements!': richText }),
};

const card = block(
  'card',
  {
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(byType(buttons), { greatest: 3 }),
  },
  needs('any', 'hero_image', 'title', 'actions', 'body'),
);
const messageTable = inMessages(block('table', table));

/** Every block type the stand-in knows, with its rule. */
export const blockRules: Record<string, Rule> = {
  ...basic,
  ...messageTable,
  ...block('alert', { 'text!': anyText(3000), level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  ...block(
    'container',
    {
      title: plainText(150),
      rich_text_title: anything,
      subtitle: anyText(150),
      'child_blocks!': list(byType({ ...basic, ...messageTable }), { greatest: 10 }),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    needs('any', 'title', 'rich_text_title'),
    collapsedNeedsCollapsible,
  ),
  ...inMessages({
    ...card,
    ...block('carousel', { 'elements!': list(byType(card), { greatest: 10 }) }),
    ...block('context_actions', { 'elements!': list(byType(contextActionElements), { greatest: 5 }) }),
    ...block('data_table', dataTable),
    ...block('markdown', { 'text!': string(12_000) }),
    ...block('plan', { 'title!': string(255), tasks: list(anything, { least: 0, greatest: 50 }) }),
    ...block('task_card', {
      'task_id!': string(255),
      'title!': string(255),
      details: anything,
      output: anything,
      sources: list(anything, { least: 0, greatest: 50 }),
      'status!': oneOf('pending', 'in_progress', 'complete', 'error'),
    }),
  }),
};
