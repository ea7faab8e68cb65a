import type { Round } from './rounds.ts';
import { spreadText } from './statistics.ts';

/** A variant's own figures, or how many times another's they are. */
export type Column = { of: string; against?: string };

/** A Markdown table with a row for each figure; ratios are taken within a round, since rounds differ more than variants. */
export function tableOf(rounds: readonly Round[], figures: readonly string[], columns: readonly Column[]): string {
  const head = columns.map(({ of, against }) => (against === undefined ? of : `${of} ÷ ${against}`));
  const lines = figures.map((figure) => [figure, ...columns.map((column) => cell(rounds, figure, column))]);
  const rows = [['', ...head], ['---', ...head.map(() => '--:')], ...lines];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cell(rounds: readonly Round[], figure: string, { of, against }: Column): string {
  const values = rounds.flatMap((round) => {
    const own = round[of]?.[figure];
    const other = against === undefined ? 1 : round[against]?.[figure];
    return own === undefined || !other ? [] : [own / other].filter(Number.isFinite);
  });
  return against === undefined || values.length === 0 ? spreadText(values) : `**${spreadText(values)}**`;
}
