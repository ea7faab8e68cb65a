import { demand, demandVisible } from './access.ts';
import { asText } from './as-text.ts';
import type { DocType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { loadDoc, updateDoc, type Context } from './save.ts';
import { demandWritable } from './state-rules.ts';
import { rowsOf, tableOf, typeNamed, type Doc, type Right, type Site } from './site.ts';

/** A row of a table, and the document it is part of. */
interface Found {
  parent: Doc;
  row: Doc;
  rows: Doc[];
}

/** Adds a row through its parent: everything of the parent is checked again. Gives the parent. */
export function appendRow(context: Context, type: DocType, row: Doc): Doc {
  const { parent, parenttype, parentfield } = row;
  if (!parent || !parenttype || !parentfield)
    throw new FrappeError('ValidationError', `Parent of ${type.name} is required`);
  const stored = loadDoc(context.site, asText(parenttype), asText(parent));
  return updateDoc(context, asText(parenttype), asText(parent), {
    [asText(parentfield)]: [...rowsOf(stored, asText(parentfield)), { ...row, name: null }],
  });
}

/** Writes columns of a row through its parent. Gives the parent. */
export function changeRow(context: Context, doctype: string, name: string, changes: Doc): Doc {
  const { parent, row, rows } = findRow(context.site, doctype, name);
  const next = rows.map((one) => (one === row ? { ...row, ...changes } : one));
  return saveRows(context, doctype, parent, next);
}

/** Takes a row out through its parent. */
export function removeRow(context: Context, doctype: string, name: string): void {
  const { parent, row, rows } = findRow(context.site, doctype, name);
  saveRows(
    context,
    doctype,
    parent,
    rows.filter((one) => one !== row),
  );
}

/** Takes a row out behind its parent's back, as `DELETE /api/resource` does: no rule is asked and no sum computed. */
export function dropRow(context: Context, doctype: string, name: string): void {
  const { site } = context;
  const { row, rows } = demandedRow(context, doctype, name, 'delete');
  demandWritable(site);
  rows.splice(rows.indexOf(row), 1);
  site.changed();
}

/** A row by its name, for those who may do so much to its parent. */
export function demandedRow(context: Context, doctype: string, name: string, right: Right): Found {
  const { site, user } = context;
  const found = findRow(site, doctype, name);
  const { parenttype } = found.row;
  demand(user, asText(parenttype), right, asText(found.parent['name']));
  demandVisible(user, asText(parenttype), found.parent);
  return found;
}

function saveRows(context: Context, doctype: string, parent: Doc, rows: Doc[]): Doc {
  const place = typeNamed(context.site, doctype).child;
  return updateDoc(context, place?.parent ?? '', asText(parent['name']), { [place?.field ?? '']: rows });
}

function findRow(site: Site, doctype: string, name: string): Found {
  const place = typeNamed(site, doctype).child;
  for (const parent of place ? tableOf(site, place.parent).values() : []) {
    const rows = rowsOf(parent, place?.field ?? '');
    const row = rows.find((one) => one['name'] === name);
    if (row) return { parent, row, rows };
  }
  throw new FrappeError('DoesNotExistError', `${doctype} ${name} not found`);
}
