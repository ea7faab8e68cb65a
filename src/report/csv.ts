/** Spreadsheets take text that begins like this for a formula. */
const FORMULA = /^[\s]*[=+\-@\t\r]/;

/** One record of RFC 4180 with its line end. Numbers are written as they are; text can never be taken for a formula. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** By this a spreadsheet knows that what follows is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
