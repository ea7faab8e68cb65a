import { asText } from './as-text.ts';
import { STANDARD, type DocType, type Field } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { fieldsOf, type Doc, type Site, type User } from './site.ts';

/** A document or row with all its columns: numbers are nought, everything else is null. */
export function freshRow(site: Site, type: DocType, owner: string): Doc {
  const now = site.now();
  const doc: Doc = { name: site.hash(), owner, creation: now, modified: now, modified_by: owner, docstatus: 0, idx: 0 };
  for (const [name, field] of Object.entries(fieldsOf(site, type))) doc[name] = emptyValue(field);
  return doc;
}

/** Writes the columns a body names. What the doctype does not have is ignored without a word. */
export function setFields(site: Site, type: DocType, doc: Doc, body: Doc): void {
  for (const [name, field] of Object.entries(fieldsOf(site, type))) {
    if (field.type === 'Table' || !Object.hasOwn(body, name)) continue;
    doc[name] = readValue(field, body[name]);
  }
}

/**
 * A table as a body gives it, which replaces the one before: rows that are not listed go, listed ones keep their name,
 * and a column that is left out is emptied. Protected columns stay as they were for users without the right.
 */
export function readTable(site: Site, user: User | undefined, type: DocType, given: unknown, before?: Doc[]): Doc[] {
  if (!Array.isArray(given)) throw new FrappeError('ValidationError', 'Value for a table must be a list');
  return given.map((entry: unknown, index) => {
    const body = entry as Doc;
    const row = freshRow(site, type, user?.email ?? 'Guest');
    const old = before?.find((one) => one['name'] === body['name']);
    if (before && body['name'] && !old)
      throw new FrappeError('DoesNotExistError', `${type.name} ${asText(body['name'])} not found`);
    if (old) for (const key of Object.keys(STANDARD)) row[key] = key === 'modified' ? row[key] : old[key];
    setFields(site, type, row, body);
    // A fresh document may set protected columns even without the right; later saves put them back.
    if (before && !user?.levelOne.includes(asText(type.child?.parent))) protect(site, type, row, old);
    row['idx'] = index + 1;
    return row;
  });
}

function protect(site: Site, type: DocType, row: Doc, old: Doc | undefined): void {
  for (const [name, field] of Object.entries(fieldsOf(site, type))) {
    if (field.permlevel) row[name] = old ? old[name] : emptyValue(field);
  }
}

function emptyValue(field: Field): unknown {
  if (field.type === 'Table') return [];
  return field.type === 'Float' || field.type === 'Check' ? 0 : null;
}

function readValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return emptyValue(field);
  if (field.type === 'Float') return Number.isFinite(Number(value)) ? Number(value) : 0;
  if (field.type === 'Check') return Number(value) ? 1 : 0;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As the API shows a document: nulls are left out, protected columns too for users without the right. */
export function docJson(site: Site, user: User | undefined, type: DocType, doc: Doc): Doc {
  const shown: Doc = {};
  const own = fieldsOf(site, type);
  const place = type.child?.parent ?? type.name;
  for (const [name, value] of Object.entries(doc)) {
    if (value === null || value === undefined || Array.isArray(value)) continue;
    if (own[name]?.permlevel && !user?.levelOne.includes(place)) continue;
    shown[name] = value;
  }
  shown['doctype'] = type.name;
  for (const [name, field] of Object.entries(own)) {
    const child = field.type === 'Table' ? site.types.get(field.options ?? '') : undefined;
    if (!child) continue;
    const rows = doc[name] as Doc[];
    shown[name] = rows.map((row) => docJson(site, user, child, row));
  }
  return shown;
}
