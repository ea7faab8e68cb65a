import { asText } from './as-text.ts';
import type { DocType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { tableOf, type Doc, type Site } from './site.ts';

/** The name of a new document. A series counts on only with `commit`: a save that fails leaves no gap. */
export function nextName(site: Site, type: DocType, doc: Doc): { name: string; commit: () => void } {
  if (type.naming === 'random') return { name: site.hash(), commit() {} };
  if ('field' in type.naming) return { name: freeName(site, type, type.naming.field, doc), commit() {} };
  const { prefix, digits } = seriesOf(site, type.naming.series);
  const number = (site.series.get(prefix) ?? 0) + 1;
  const name = prefix + String(number).padStart(digits, '0');
  return { name, commit: () => void site.series.set(prefix, number) };
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
