import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** Block Kit: what may be shown, and how much of it. */
export const blocks: Mutant[] = [
  ...group('blocks/check', 'block-limits', [
    ['blocks of a message', 'message: 50', 'message: 100'],
    ['blocks of a modal', 'modal: 100', 'modal: 200'],
    ['blocks of a home', 'home: 100', 'home: 200'],
  ]),
  ...group('blocks/check', 'attachments', [
    ['13,200 characters in all', 'MOST_CHARACTERS = 13_200', 'MOST_CHARACTERS = 20_000'],
    ['13,200 and no fewer', 'MOST_CHARACTERS = 13_200', 'MOST_CHARACTERS = 12_000'],
    ['the code for too long', "Refusal('msg_blocks_too_long')", "Refusal('invalid_blocks')"],
    ['each block counts', 'CONTAINER_COST = 20', 'CONTAINER_COST = 0'],
  ]),
  ...group('blocks/check', 'new-blocks', [
    ['one table', 'if (tablesIn(blocks) > 1)', 'if (tablesIn(blocks) > 2)'],
    ['tables in containers count', "tablesIn(block['child_blocks'])", '0'],
    ['12,000 characters of markdown in all', 'if (markdown.length > 1 &&', 'if (markdown.length > 9 &&'],
    ['12,000 characters of markdown', 'MOST_MARKDOWN = 12_000', 'MOST_MARKDOWN = 13_000'],
  ]),
  ...group('blocks/check', 'blocks', [
    ['a block id is there once', 'if (seen.has(blockId))', 'if (blocks.length > 90)'],
  ]),
  ...group('blocks/rules', 'blocks', [
    ['unknown properties', 'if (!rule) report', 'if (!place) report'],
    ['unknown types', "else if (typeof type === 'string') report", "else if (type === '') report"],
    ['no empty text', 'if (length < least) return report', 'if (length < 0) return report'],
    ['no empty list', 'if (value.length < (bounds.least ?? 1)) report', 'if (value.length < 0) report'],
    ['characters, not units', 'for (const _ of text) count += 1', 'count = text.length'],
    ['one of several fields', 'if (given === 0) report', 'if (given < 0) report'],
    ['the pointer to a mistake', '[json-pointer:${place.pointer}]', '[json-pointer:/]'],
  ]),
  ...group('blocks/rules', 'block-limits', [
    ['required fields', 'if (value[name.slice(0, -1)] === undefined) report', 'if (!value) report'],
    ['one of two fields alone', "kind === 'one' && given > 1", 'given > 2'],
    ['lists have an end', 'if (value.length > bounds.greatest) report', 'if (value.length > 9999) report'],
    ['texts have an end', 'if (length > greatest) report', 'if (length > 99_999) report'],
    ['numbers have an end', 'value < least || value > greatest', 'value < least'],
    ['numbers have a beginning', 'value < least || value > greatest', 'value > greatest'],
    ['enumerations', 'if (!allowed.includes(String(value))) report', 'if (!allowed) report'],
    ['patterns', '!expression.test(value)) report', '!expression) report'],
  ]),
  ...group('blocks/rules', 'views', [
    ['two numbers in order', 'Number(value[least]) > Number(value[greatest])', 'false'],
  ]),
  ...group('blocks/layout', 'block-limits', [
    ['a section', 'text: anyText(3000),\n    fields', 'text: anyText(4000),\n    fields'],
    ['a field', 'list(anyText(2000), { greatest: 10 })', 'list(anyText(3000), { greatest: 10 })'],
    ['ten fields', 'list(anyText(2000), { greatest: 10 })', 'list(anyText(2000), { greatest: 11 })'],
    ['a header', "'text!': plainText(150)", "'text!': plainText(151)"],
    [
      'words in a context',
      'plain_text: plainText(3000), mrkdwn: mrkdwn(3000)',
      'plain_text: plainText(3000), mrkdwn: mrkdwn(4000)',
    ],
    ['25 elements', 'byType(actionElements), { greatest: 25 }', 'byType(actionElements), { greatest: 26 }'],
    ['a label', "'label!': plainText(2000)", "'label!': plainText(3000)"],
    ['a hint', 'hint: plainText(2000)', 'hint: plainText(3000)'],
    ['a card title', 'title: mrkdwn(150),\n    subtitle', 'title: mrkdwn(200),\n    subtitle'],
    ['a card subtitle', 'subtitle: mrkdwn(150)', 'subtitle: mrkdwn(200)'],
    ['a card body', 'body: mrkdwn(200)', 'body: mrkdwn(300)'],
    ['three buttons of a card', 'byType(buttons), { greatest: 3 }', 'byType(buttons), { greatest: 5 }'],
    ['ten cards', 'list(byType(card), { greatest: 10 })', 'list(byType(card), { greatest: 11 })'],
    [
      'ten children',
      'list(byType({ ...basic, ...messageTable }), { greatest: 10 })',
      'list(byType({ ...basic, ...messageTable }), { greatest: 11 })',
    ],
    [
      'no container in a container',
      'byType({ ...basic, ...messageTable })',
      'byType({ ...basic, ...messageTable, container: anything })',
    ],
    ['a container title', 'title: plainText(150),\n      rich', 'title: plainText(160),\n      rich'],
    ['a container subtitle', 'subtitle: anyText(150)', 'subtitle: anyText(160)'],
    ['an alert', "block('alert', { 'text!': anyText(3000)", "block('alert', { 'text!': anyText(4000)"],
    ['levels of an alert', "'success') }", "'success', 'critical') }"],
    [
      'five buttons beside a message',
      'byType(contextActionElements), { greatest: 5 }',
      'byType(contextActionElements), { greatest: 6 }',
    ],
    ['what only a message shows', "if (place.surface === 'message') rule", 'if (place) rule'],
  ]),
  ...group('blocks/layout', 'blocks', [
    [
      'ten parts of a context',
      'mrkdwn: mrkdwn(3000) }), {\n      greatest: 10',
      'mrkdwn: mrkdwn(3000) }), {\n      greatest: 11',
    ],
  ]),
  ...group('blocks/layout', 'new-blocks', [
    ['what is collapsed can be opened', "value['default_collapsed'] === true", 'false'],
  ]),
  ...group('blocks/elements', 'block-limits', [
    ['a placeholder', 'PLACEHOLDER = 150', 'PLACEHOLDER = 160'],
    ['a button', 'BUTTON_TEXT = 75', 'BUTTON_TEXT = 76'],
    ['a value', 'BUTTON_VALUE = 2000', 'BUTTON_VALUE = 3000'],
    ['overflow options', 'list(overflowOption, { greatest: 5 })', 'list(overflowOption, { greatest: 6 })'],
    [
      'radio buttons',
      "'options!': list(richOption, { greatest: 10 }), initial_option",
      "'options!': list(richOption, { greatest: 11 }), initial_option",
    ],
    [
      'checkboxes',
      "'options!': list(richOption, { greatest: 10 }),\n      initial_options",
      "'options!': list(richOption, { greatest: 11 }),\n      initial_options",
    ],
    ['the length a text may ask for', 'max_length: integer(1, 3000)', 'max_length: integer(1, 4000)'],
    ['files of a field', 'max_files: integer(1, 10)', 'max_files: integer(1, 11)'],
    ['lines of rich text', 'max_lines: integer(1, 100)', 'max_lines: integer(1, 101)'],
    ['decimals have to be said', "'is_decimal_allowed!': boolean", 'is_decimal_allowed: boolean'],
    ['no overflow menu in a form', '  ...inputChoices,\n', '  ...choices,\n'],
  ]),
  ...group('blocks/layout', 'elements', [
    ['an action id is there once in its block', "typeof actionId === 'string' && seen.has(actionId)", 'false'],
  ]),
  ...group('blocks/elements', 'elements', [
    ['the choice is one of the options', 'if (!offered) report', 'if (!place) report'],
    ['styles', "oneOf('primary', 'danger')", "oneOf('primary', 'danger', 'warning')"],
  ]),
  ...group('blocks/options', 'block-limits', [
    ['an option', 'TEXT = 75', 'TEXT = 150'],
    ['its value', 'VALUE = 75', 'VALUE = 150'],
    [
      'options of a menu',
      'selectOptions: Rule = list(plainOption, { greatest: 100 })',
      'selectOptions: Rule = list(plainOption, { greatest: 101 })',
    ],
  ]),
  ...group('blocks/texts', 'block-limits', [
    ['a link', 'URL_LIMIT = 3000', 'URL_LIMIT = 4000'],
    ['an id', 'id: Rule = string(255)', 'id: Rule = string(256)'],
    ['a confirmation title', 'title: plainText(100)', 'title: plainText(150)'],
    ['a confirmation', "'text!': anyText(300)", "'text!': anyText(3000)"],
    ['a yes', 'confirm: plainText(30)', 'confirm: plainText(75)'],
    ['a no', 'deny: plainText(30)', 'deny: plainText(75)'],
  ]),
  ...group('blocks/tables', 'block-limits', [
    ['a table', 'rows(1, 100, 20)', 'rows(1, 101, 20)'],
    ['columns of a table', 'rows(1, 100, 20)', 'rows(1, 100, 21)'],
    ['a data table', 'rows(2, 101, 20)', 'rows(2, 102, 20)'],
    ['a data table has a row', 'rows(2, 101, 20)', 'rows(1, 101, 20)'],
    ['a page of it', 'page_size: integer(1, 100)', 'page_size: integer(1, 101)'],
  ]),
  ...group('blocks/tables', 'new-blocks', [
    ['characters of a table', 'characters(visibleText(value)) > CELL_CHARACTERS', 'false'],
    ['rows of one length', 'if (widths.size > 1) report', 'if (widths.size > 9) report'],
    ['a caption', "'caption!'", 'caption'],
  ]),
  ...group('blocks/views', 'views', [
    ['250 KB', 'MOST_BYTES = 250_000', 'MOST_BYTES = 500_000'],
    ['the code for a large view', "Refusal('view_too_large')", "Refusal('invalid_arguments')"],
    ['the code for a view', "Refusal('invalid_arguments', {", "Refusal('invalid_blocks', {"],
    ['a title of a view', 'TITLE = 24', 'TITLE = 25'],
    ['private metadata', 'private_metadata: string(3000, 0)', 'private_metadata: string(4000, 0)'],
    ['an input wants a submit', 'if (hasInput) report', 'if (!hasInput && !place) report'],
    ['one focus', 'focused(blocks as Block[]) > 1', 'false'],
  ]),
];
