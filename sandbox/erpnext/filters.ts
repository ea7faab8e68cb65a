import { asText } from './as-text.ts';
import type { DocType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { fieldType, typeNamed, type Site } from './site.ts';

export interface Filter {
  doctype: string;
  field: string;
  operator: string;
  value: unknown;
}

const OPERATORS = ['=', '!=', '>', '<', '>=', '<=', 'like', 'not like', 'in', 'not in', 'is', 'between'];

/** Filters from an object or from a list of three or four parts. Refuses unknown fields and operators. */
export function readFilters(site: Site, type: DocType, given: unknown): Filter[] {
  if (given === undefined || given === null || given === '') return [];
  const parsed: unknown = typeof given === 'string' ? parse(given) : given;
  const entries = Array.isArray(parsed) ? parsed : Object.entries(parsed as object);
  return entries.map((entry: unknown) => readFilter(site, type, entry));
}

function readFilter(site: Site, type: DocType, entry: unknown): Filter {
  if (!Array.isArray(entry) || entry.length < 2) throw new FrappeError('ValidationError', 'Invalid filter');
  const parts: unknown[] = entry;
  const isPair = parts.length === 2;
  const [doctype, field, operator, value] =
    parts.length >= 4 ? parts : [type.name, parts[0], ...(isPair ? pair(parts[1]) : parts.slice(1))];
  const filter = { doctype: asText(doctype), field: asText(field), operator: asText(operator).toLowerCase(), value };
  demandField(site, typeNamed(site, filter.doctype), filter.field);
  if (OPERATORS.includes(filter.operator)) return filter;
  throw new FrappeError('ValidationError', `Operator must be one of ${OPERATORS.join(', ')}`);
}

/** `{field: value}` means equal; `{field: [operator, value]}` names the operator. */
function pair(value: unknown): unknown[] {
  return Array.isArray(value) && OPERATORS.includes(asText(value[0]).toLowerCase()) ? value : ['=', value];
}

export function demandField(site: Site, type: DocType, field: string): void {
  const kind = fieldType(site, type, field);
  if (kind && kind !== 'Table') return;
  throw new FrappeError('DataError', `Field not permitted in query: ${field}`);
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FrappeError('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)', 'traceback');
  }
}

/** Whether a stored value passes, the way MariaDB compares: no letter case, null as empty. */
export function passes(site: Site, filter: Filter, stored: unknown): boolean {
  const type = typeNamed(site, filter.doctype);
  const kind = fieldType(site, type, filter.field);
  const numeric = kind === 'Float' || kind === 'Check';
  const own = comparable(stored, numeric, kind === 'Datetime');
  const same = (value: unknown) => own === comparable(value, numeric, kind === 'Datetime');
  const than = (value: unknown) => compare(own, comparable(value, numeric, kind === 'Datetime'));
  const { operator, value } = filter;
  const known = stored !== null && stored !== undefined;
  if (operator === 'is') return (asText(value) === 'set') === (known && own !== '');
  if (operator === '=') return same(value);
  if (operator === '!=') return !same(value);
  if (operator === 'in' || operator === 'not in') return members(value).some(same) === (operator === 'in');
  if (operator === 'like' || operator === 'not like')
    return pattern(asText(value)).test(asText(own)) === (operator === 'like');
  if (!known) return false;
  if (operator === 'between') return between(members(value), kind === 'Datetime', than);
  if (operator === '>') return than(value) > 0;
  if (operator === '<') return than(value) < 0;
  return operator === '>=' ? than(value) >= 0 : than(value) <= 0;
}

/** Bare days stand for the whole day where a time is stored. */
function between(range: readonly unknown[], datetime: boolean, than: (value: unknown) => number): boolean {
  const end = asText(range[1]);
  const last = datetime && end.length === 10 ? `${end} 23:59:59.999999` : end;
  return than(range[0]) >= 0 && than(last) <= 0;
}

function members(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return asText(value)
    .split(',')
    .map((part) => part.trim());
}

function comparable(value: unknown, numeric: boolean, datetime: boolean): string | number {
  if (numeric) return Number(value ?? 0);
  const text = asText(value).toLowerCase();
  if (!datetime || text === '') return text;
  const full = text.length === 10 ? `${text} 00:00:00` : text.replace('t', ' ');
  return full.includes('.') ? full.padEnd(26, '0') : `${full}.000000`;
}

export function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `%` and `_` are wild, and a backslash cannot help it. */
function pattern(like: string): RegExp {
  const escaped = like.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, 'i');
}
