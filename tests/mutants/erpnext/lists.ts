import type { Mutant } from '../mutant.ts';
import { at } from './at.ts';

const list = at('list', 'lists');
const filters = at('filters', 'lists');
const api = at('list', 'api');

/** What a list gives, and in which order. */
export const lists: Mutant[] = [
  api('a list has only names', "(given ?? ['name'])", "(given ?? ['name', 'modified'])"),
  api('a list has twenty rows', "query['limit'] ?? 20", "query['limit'] ?? 500"),
  api('a length of nought is no limit', 'length === 0 ? undefined : start + length', 'start + length'),
  api('a page begins where it was told', 'const start = Number(query', 'const start = 0 * Number(query'),
  api('a null is told in a list', 'column.field) ?? null]', "column.field) ?? '']"),
  api('a join repeats a sheet', 'rows.map((row) => ({ doc, row }))', '[{ doc, row: rows[0] }]'),
  api('a count is of documents', '.map((joined) => joined.doc)).size', ').size'),
  api('a list asks for the right', "    demand(user, type.name, 'read');\n", ''),
  api('a list hides what the user may not see', '.filter((doc) => visible(user, type.name, doc))', ''),
  api('a star has no tables', "field.type !== 'Table'", 'field'),
  list('rows are listed under their sheet alone', "query['parent'] !== parent", 'false'),
  list('rows are listed by the right on their sheet', "  demand(user, parent, 'read');\n", ''),
  list('rows of a hidden sheet are hidden', '.filter((doc) => visible(user, parent, doc))', ''),
  list('the other group is joined by or', 'any.some(', 'any.every('),
  list('both groups count', 'all.every((filter) => test(pair, filter)) && ', ''),
  list('the last changed comes first', "'creation desc' : 'modified desc'", "'creation desc' : 'creation desc'"),
  list(
    'from 16 on the last made comes first',
    "site.settings.version >= 16 ? 'creation",
    "site.settings.version > 16 ? 'creation",
  ),
  list('an order may go down', 'return difference * sign', 'return difference'),
  list('an order may have two columns', 'if (difference !== 0) return difference * sign', 'return difference * sign'),
  list(
    'an ambiguous order is refused',
    'if (given && child !== undefined) demandQualified',
    'if (!given) demandQualified',
  ),
  list('16 tells ambiguous columns apart', '  if (site.settings.version >= 16) return;\n  for', '  for'),
  list(
    'a column with its table is not ambiguous',
    ".replaceAll('`', '') ?? '';\n    if",
    ".replaceAll('`', '').split('.').at(-1) ?? '';\n    if",
  ),
  list('protected columns are left out', '.filter((column) => mayRead(site, user, column))', ''),
  list('rows come as lists when asked for', "'false'].includes", "'never'].includes"),
  filters('an unknown field is refused', "if (kind && kind !== 'Table') return;", 'if (field) return;'),
  filters(
    'an unknown operator is refused',
    'if (OPERATORS.includes(filter.operator)) return filter;',
    'if (filter) return filter;',
  ),
  filters('a filter has an operator', 'entry.length < 2', 'entry.length < 1'),
  at('filters', 'api')(
    'letter case does not count',
    'const text = asText(value).toLowerCase();',
    'const text = asText(value);',
  ),
  filters('equal', "if (operator === '=') return same(value);", "if (operator === '=') return true;"),
  filters('not equal, nulls too', 'return !same(value);', 'return known && !same(value);'),
  filters('greater', 'than(value) > 0', 'than(value) >= 0'),
  filters('less', 'than(value) < 0;', 'than(value) <= 0;'),
  filters('at least', "'>=' ? than(value) >= 0", "'>=' ? than(value) > 0"),
  filters('at most', ': than(value) <= 0;', ': than(value) < 0;'),
  filters('none of', "some(same) === (operator === 'in')", 'some(same)'),
  filters('unlike', "=== (operator === 'like');", '!== undefined;'),
  filters('set', "=== (known && own !== '')", '=== known || known'),
  filters('a null is not less', 'if (!known) return false;', ''),
  filters('the last day of two counts whole', 'datetime && end.length === 10', 'false'),
  filters('a T between day and time is a blank', ".replace('t', ' ')", ''),
  filters('a per cent sign is wild', "replaceAll('%', '[^]*')", "replaceAll('%', '%')"),
  filters('an underscore is wild', "replaceAll('_', '[^]')", "replaceAll('_', '_')"),
  filters('other signs are themselves', '.replaceAll(/[.*+?^${}()|[\\]\\\\]/g, String.raw`\\$&`)', ''),
  filters('a text is compared from end to end', '}$`, ', '}`, '),
];
