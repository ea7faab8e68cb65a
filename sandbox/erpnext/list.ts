import { asText } from './as-text.ts';
import { demand, visible } from './access.ts';
import { STANDARD, type DocType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { compare, demandField, parse, passes, readFilters, type Filter } from './filters.ts';
import { fieldsOf, fieldType, rowsOf, tableOf, typeNamed, type Doc, type Site, type User } from './site.ts';

/** What a caller may ask of a list; texts that hold JSON are read here. */
export type ListQuery = Record<string, unknown>;

interface Column {
  doctype: string;
  field: string;
}

/** A document joined with one row of its table, when the query reaches into it. */
interface Joined {
  doc: Doc;
  row: Doc | undefined;
}

/** The rows of a list query: only `name`, and twenty of them, unless more is asked for. */
export function getList(site: Site, user: User | undefined, doctype: string, query: ListQuery): unknown[] {
  const type = typeNamed(site, doctype);
  const columns = readColumns(site, type, query['fields']).filter((column) => mayRead(site, user, column));
  const found = search(site, user, type, query, columns);
  const start = Number(query['limit_start'] ?? query['start'] ?? 0);
  const length = Number(query['limit_page_length'] ?? query['limit'] ?? 20);
  const page = found.slice(start, length === 0 ? undefined : start + length);
  const asLists = ['0', 0, false, 'false'].includes(query['as_dict'] as string);
  return page.map((joined) => {
    const pairs = columns.map((column) => [column.field, valueIn(type, joined, column.doctype, column.field) ?? null]);
    return asLists ? pairs.map((pair) => pair[1]) : Object.fromEntries(pairs);
  });
}

export function getCount(site: Site, user: User | undefined, doctype: string, query: ListQuery): number {
  const type = typeNamed(site, doctype);
  return new Set(search(site, user, type, query, []).map((joined) => joined.doc)).size;
}

function search(
  site: Site,
  user: User | undefined,
  type: DocType,
  query: ListQuery,
  columns: readonly Column[],
): Joined[] {
  const source = sourceOf(site, user, type, query);
  const all = readFilters(site, type, query['filters']);
  const any = readFilters(site, type, query['or_filters']);
  const reached = [...all, ...any, ...columns].find((one) => one.doctype !== type.name)?.doctype;
  const joined = source.flatMap((doc) => join(site, doc, reached));
  const test = (pair: Joined, filter: Filter) =>
    passes(site, filter, valueIn(type, pair, filter.doctype, filter.field));
  const found = joined.filter((pair) => {
    return all.every((filter) => test(pair, filter)) && (any.length === 0 || any.some((filter) => test(pair, filter)));
  });
  return order(site, type, found, query['order_by'], reached);
}

function sourceOf(site: Site, user: User | undefined, type: DocType, query: ListQuery): Doc[] {
  if (!type.child) {
    demand(user, type.name, 'read');
    return [...tableOf(site, type.name).values()].filter((doc) => visible(user, type.name, doc));
  }
  const { parent, field } = type.child;
  if (query['parent'] !== parent) throw new FrappeError('PermissionError', `Parent of ${type.name} is required`);
  demand(user, parent, 'read');
  const parents = [...tableOf(site, parent).values()].filter((doc) => visible(user, parent, doc));
  return parents.flatMap((doc) => rowsOf(doc, field));
}

/** A join repeats the document for each of its rows, and keeps one that has none. */
function join(site: Site, doc: Doc, child: string | undefined): Joined[] {
  if (child === undefined) return [{ doc, row: undefined }];
  const field = typeNamed(site, child).child?.field ?? '';
  const rows = rowsOf(doc, field);
  return rows.length === 0 ? [{ doc, row: undefined }] : rows.map((row) => ({ doc, row }));
}

function valueIn(type: DocType, joined: Joined, doctype: string, field: string): unknown {
  return doctype === type.name ? joined.doc[field] : joined.row?.[field];
}

/** Protected columns are left out without a word for users without the right. */
function mayRead(site: Site, user: User | undefined, { doctype, field }: Column): boolean {
  const type = typeNamed(site, doctype);
  const own = fieldsOf(site, type);
  const place = type.child?.parent ?? doctype;
  return !(Object.hasOwn(own, field) && own[field]?.permlevel) || (user?.levelOne.includes(place) ?? false);
}

/** `name`, `time_logs.hours`, or a column with its table in backticks. */
function readColumns(site: Site, type: DocType, given: unknown): Column[] {
  const wanted: unknown = typeof given === 'string' ? parse(given) : (given ?? ['name']);
  if (!Array.isArray(wanted)) throw new FrappeError('ValidationError', 'fields must be a list');
  return wanted.flatMap((text: unknown) => {
    if (text === '*') return allColumns(type);
    return [readColumn(site, type, String(text))];
  });
}

function allColumns(type: DocType): Column[] {
  const own = Object.entries(type.fields).filter(([, field]) => field.type !== 'Table');
  return [...Object.keys(STANDARD), ...own.map(([name]) => name)].map((field) => ({ doctype: type.name, field }));
}

function readColumn(site: Site, type: DocType, text: string): Column {
  const table = /^`tab([^`]+)`\.`?(\w+)`?$/.exec(text);
  const dotted = /^(\w+)\.(\w+)$/.exec(text);
  const doctype = table?.[1] ?? type.fields[dotted?.[1] ?? '']?.options ?? type.name;
  const field = table?.[2] ?? dotted?.[2] ?? text.replaceAll('`', '');
  demandField(site, typeNamed(site, doctype), field);
  return { doctype, field };
}

/** Without an order: last changed first, as before v16. */
function order(site: Site, type: DocType, found: Joined[], given: unknown, child: string | undefined): Joined[] {
  const fallback = site.settings.version >= 16 ? 'creation desc' : 'modified desc';
  const keys = (asText(given) || fallback).split(',').map((part) => {
    const [, column = '', direction] = /^(.*?)(?:\s+(asc|desc))?$/i.exec(part.trim()) ?? [];
    return { ...readColumn(site, type, column), sign: direction?.toLowerCase() === 'desc' ? -1 : 1 };
  });
  if (given && child !== undefined) demandQualified(site, child, asText(given));
  const sortable = (value: unknown) => (typeof value === 'number' ? value : asText(value).toLowerCase());
  return found.sort((a, b) => {
    for (const { doctype, field, sign } of keys) {
      const difference = compare(
        sortable(valueIn(type, a, doctype, field)),
        sortable(valueIn(type, b, doctype, field)),
      );
      if (difference !== 0) return difference * sign;
    }
    return 0;
  });
}

/** Before 16 the order goes to the database as it was sent: a column that rows of a joined table have too is ambiguous. */
function demandQualified(site: Site, child: string, given: string): void {
  if (site.settings.version >= 16) return;
  for (const part of given.split(',')) {
    const column = part.trim().split(/\s/)[0]?.replaceAll('`', '') ?? '';
    if (!fieldType(site, typeNamed(site, child), column)) continue;
    const text = `(1052, "Column '${column}' in order clause is ambiguous")`;
    throw new FrappeError('OperationalError', text, 'traceback');
  }
}
