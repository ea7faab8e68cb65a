import { isObject } from '../block-kit.ts';
import {
  boolean,
  byType,
  characters,
  integer,
  list,
  oneOf,
  report,
  shape,
  string,
  type Place,
  type Rule,
} from './rules.ts';

const CELL_CHARACTERS = 10_000;

/** The parts of a rich text block. Their insides are only checked for known types. */
export const richText: Rule = list(
  byType({
    rich_text_section: partsOf('rich_text_section'),
    rich_text_preformatted: partsOf('rich_text_preformatted'),
    rich_text_quote: partsOf('rich_text_quote'),
    rich_text_list: (value, place) =>
      shape({
        'type!': oneOf('rich_text_list'),
        'elements!': list(partsOf('rich_text_section'), { greatest: 1000 }),
        'style!': oneOf('bullet', 'ordered'),
        indent: integer(0, 8),
        offset: integer(0, 100_000),
        border: integer(0, 1),
      })(value, place),
  }),
  { greatest: 1000 },
);

const INLINE = new Set(['text', 'link', 'user', 'usergroup', 'channel', 'broadcast', 'emoji', 'date', 'color', 'team']);

function partsOf(type: string): Rule {
  return shape({
    'type!': oneOf(type),
    'elements!': list(inline, { least: 0, greatest: 1000 }),
    border: integer(0, 1),
    language: string(50),
  });
}

function inline(value: unknown, place: Place): void {
  if (!isObject(value)) return report(place, 'must provide an object');
  if (!INLINE.has(String(value['type']))) report(place, `unsupported type: ${String(value['type'])}`);
  if (value['type'] === 'text') string(CELL_CHARACTERS)(value['text'], { ...place, pointer: `${place.pointer}/text` });
}

const cell = byType({
  raw_text: shape({ 'type!': oneOf('raw_text'), 'text!': string(CELL_CHARACTERS) }),
  raw_number: (value, place) => {
    shape({ 'type!': oneOf('raw_number'), 'value!': finite, 'text!': string(CELL_CHARACTERS) })(value, place);
  },
  rich_text: shape({ 'type!': oneOf('rich_text'), 'elements!': richText, block_id: string(255) }),
});

function finite(value: unknown, place: Place): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) report(place, 'must provide a number');
}

function rows(least: number, greatest: number, columns: number): Rule {
  return (value, place) => {
    list(list(cell, { greatest: columns }), { least, greatest })(value, place);
    if (!Array.isArray(value)) return;
    const widths = new Set(value.map((row) => (Array.isArray(row) ? row.length : 0)));
    if (widths.size > 1) report(place, 'all rows must have the same number of cells');
    if (characters(visibleText(value)) > CELL_CHARACTERS) {
      report(place, `must be less than ${CELL_CHARACTERS + 1} characters in all cells together`);
    }
  };
}

/** All text a person would read in a block or a part of one. */
export function visibleText(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => visibleText(one)).join('');
  if (!isObject(value)) return '';
  const parts = Object.entries(value).map(([name, item]) => {
    if (typeof item === 'string') return SEEN.has(name) ? item : '';
    return visibleText(item);
  });
  return parts.join('');
}

const SEEN = new Set(['text', 'caption', 'title', 'alt_text', 'fallback', 'name']);

export const table: Record<string, Rule> = {
  'rows!': rows(1, 100, 20),
  column_settings: list(shape({ align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), {
    least: 0,
    greatest: 20,
  }),
};

export const dataTable: Record<string, Rule> = {
  'rows!': rows(2, 101, 20),
  'caption!': string(255),
  page_size: integer(1, 100),
  row_header_column_index: integer(0, 19),
};
