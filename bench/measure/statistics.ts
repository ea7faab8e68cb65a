/** The value below which this share of the values lies, between two of them where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)] ?? Number.NaN;
  const upper = sorted[Math.ceil(place)] ?? Number.NaN;
  return lower + (upper - lower) * (place - Math.floor(place));
}

export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), least: quantile(values, 0), most: quantile(values, 1) };
}

/** Three digits that count, and no more than there are. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** `median (least–most)` of what differs from round to round; a value alone where it does not. */
export function spreadText(values: readonly number[]): string {
  if (values.length === 0) return '–';
  const { median, least, most } = spreadOf(values);
  if (digits(least) === digits(most)) return digits(median);
  return `${digits(median)} (${digits(least)}–${digits(most)})`;
}
