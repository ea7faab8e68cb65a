import { asText } from './as-text.ts';
import type { DocType } from './doctypes.ts';
import { bold, FrappeError } from './errors.ts';
import { fieldsOf, rowsOf, tableOf, typeNamed, type Doc, type Site } from './site.ts';

/** Every link must lead somewhere; all that do not are told at once. */
export function demandLinks(site: Site, type: DocType, doc: Doc): void {
  const missing = [
    ...brokenLinks(site, type, doc, ''),
    ...tables(site, type, doc).flatMap(({ child, row }) => {
      return brokenLinks(site, child, row, `Row #${asText(row['idx'])}: `);
    }),
  ];
  if (missing.length > 0) throw new FrappeError('LinkValidationError', `Could not find ${missing.join(', ')}`);
}

function brokenLinks(site: Site, type: DocType, doc: Doc, where: string): string[] {
  return Object.entries(fieldsOf(site, type)).flatMap(([name, field]) => {
    if (field.type !== 'Link' || !doc[name] || tableOf(site, field.options ?? '').has(asText(doc[name]))) return [];
    return [`${where}${field.label}: ${asText(doc[name])}`];
  });
}

export function demandMandatory(site: Site, type: DocType, doc: Doc): void {
  for (const [name, field] of Object.entries(fieldsOf(site, type))) {
    if (!field.required) continue;
    if (field.type === 'Table' && rowsOf(doc, name).length === 0) {
      throw new FrappeError('MandatoryError', `${bold('Error')}: Data missing in table ${bold(field.label)}`);
    }
    if (doc[name] === null)
      throw new FrappeError('MandatoryError', `${bold('Error')}: Value missing for ${type.name}: ${field.label}`);
  }
}

/** Short texts end at 140 characters. */
export function demandLengths(site: Site, type: DocType, doc: Doc): void {
  const all = [{ child: type, row: doc }, ...tables(site, type, doc)];
  for (const { child, row } of all) {
    for (const [name, field] of Object.entries(fieldsOf(site, child))) {
      const value = row[name];
      if (field.type !== 'Data' || typeof value !== 'string' || value.length <= 140) continue;
      const text = `${bold(field.label)} (${value}) will get truncated, as max characters allowed is 140`;
      throw new FrappeError('CharacterLengthExceededError', text);
    }
  }
}

/** A unique column is a rule of the database: 417, not the 409 of a name that is taken. */
export function demandUnique(site: Site, type: DocType, doc: Doc): void {
  for (const { child, row } of tables(site, type, doc)) {
    for (const [name, field] of Object.entries(fieldsOf(site, child))) {
      if (!field.unique || row[name] === null) continue;
      const others = [...tableOf(site, type.name).values()].filter((other) => other['name'] !== doc['name']);
      const taken = [...others, doc]
        .flatMap((other) => tables(site, type, other))
        .some((one) => {
          return one.row['name'] !== row['name'] && one.row[name] === row[name];
        });
      if (taken) throw new FrappeError('UniqueValidationError', `${bold(field.label)} must be unique`);
    }
  }
}

function tables(site: Site, type: DocType, doc: Doc): { child: DocType; row: Doc }[] {
  return Object.entries(type.fields).flatMap(([name, field]) => {
    if (field.type !== 'Table') return [];
    const child = typeNamed(site, field.options ?? '');
    return rowsOf(doc, name).map((row) => ({ child, row }));
  });
}
