import { asText } from './as-text.ts';
import type { DocType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { tableOf, type Doc, type Site } from './site.ts';

/** The name of a new document. A series counts on only with `commit`: a save that fails leaves no gap. */
export function nextName(site: Site, type: DocType, doc: Doc): { name: string; commit: () => void } {
  if (type.naming === 'random') return { name: site.hash(), commit() {} };
  if ('field' in type.naming) return { name: freeName(site, type, type.naming.field, doc), commit() {} };
  if (doc['amended_from']) return { name: amendedName(site, type, asText(doc['amended_from'])), commit() {} };
  const { prefix, digits } = seriesOf(site, type.naming.series);
  const number = (site.series.get(prefix) ?? 0) + 1;
  const name = prefix + String(number).padStart(digits, '0');
  return { name, commit: () => void site.series.set(prefix, number) };
}

/** Deleting the last document of a series gives its name away: the next one is called the same. */
export function releaseName(site: Site, type: DocType, name: string): void {
  if (type.naming === 'random' || 'field' in type.naming) return;
  const { prefix } = seriesOf(site, type.naming.series);
  const last = site.series.get(prefix) ?? 0;
  if (name.startsWith(prefix) && Number(name.slice(prefix.length)) === last) site.series.set(prefix, last - 1);
}

/** What was cancelled lives on under its old name with a number behind it. */
function amendedName(site: Site, type: DocType, original: string): string {
  const before = tableOf(site, type.name).get(original);
  if (!before?.['amended_from']) return `${original}-1`;
  const parts = original.split('-');
  const number = Number(parts.pop()) + 1;
  return `${parts.join('-')}-${number}`;
}

/** `TS-.YYYY.-.#####` gives `TS-2026-` and five digits. */
function seriesOf(site: Site, series: string): { prefix: string; digits: number } {
  const parts = series.split('.');
  const hashes = parts.pop() ?? '';
  const prefix = parts.map((part) => (part === 'YYYY' ? site.now().slice(0, 4) : part)).join('');
  return { prefix, digits: hashes.length };
}

/** A customer whose name is taken gets ` - 1` behind it. */
function freeName(site: Site, type: DocType, field: string, doc: Doc): string {
  const wanted = asText(doc[field]).trim();
  if (wanted === '') throw new FrappeError('ValidationError', `${type.fields[field]?.label ?? field} is required`);
  const table = tableOf(site, type.name);
  if (type.name !== 'Customer' || !table.has(wanted)) return wanted;
  let number = 1;
  while (table.has(`${wanted} - ${number}`)) number += 1;
  return `${wanted} - ${number}`;
}
