import { figureText, type Figure } from '../desk/review/figure.ts';
import type { Picture, Series } from '../desk/review/parts.ts';
import { daysPicture } from './days-picture.ts';
import { html, type Markup } from './html.ts';

/** Units of every picture's width; the page scales it to its column. */
const WIDTH = 680;

/** A picture as SVG with its title. What it shows is said to those who cannot see it; every number also stands in a table. */
export function picture(shown: Picture): Markup {
  switch (shown.is) {
    case 'bars':
      return framed(shown.title, described(shown.labels, shown.series, 'count'), barsHeight, bars(shown));
    case 'parts':
      return framed(
        shown.title,
        described(shown.labels, shown.series, shown.unit),
        shown.labels.length * ROW + LEGEND,
        parts(shown),
      );
    case 'days': {
      const { height, drawn, says } = daysPicture(shown.days);
      return framed(shown.title, says, height, drawn);
    }
  }
}

function framed(title: string, says: string, height: number, drawn: readonly Markup[]): Markup {
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}. ${says}">${drawn}</svg>
  </figure>`;
}

function described(labels: readonly string[], series: readonly Series[], unit: Figure['unit']): string {
  return labels
    .map(
      (label, index) =>
        `${label}: ${series.map(({ name, values }) => `${name} ${amount(values[index], unit)}`).join(', ')}.`,
    )
    .join(' ');
}

function amount(value: number | undefined, unit: Figure['unit']): string {
  return figureText({ unit, value: value ?? 0 });
}

const BARS = 150;
const TOP = 18;
const LEGEND = 26;
const AXIS = 22;
const barsHeight = TOP + BARS + AXIS + LEGEND;
/** More labels than this would run into each other. */
const MOST_LABELS = 14;

function bars({ labels, series }: Extract<Picture, { is: 'bars' }>): Markup[] {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values));
  const room = WIDTH / Math.max(1, labels.length);
  const width = Math.min(34, (room * 0.7) / series.length);
  const every = Math.ceil(labels.length / MOST_LABELS);
  const drawn = labels.flatMap((label, index) => {
    const middle = room * (index + 0.5);
    return [
      ...series.map(({ values }, place) => {
        const value = values[index] ?? 0;
        const height = (value / highest) * BARS;
        const left = middle + (place - series.length / 2) * width;
        const said =
          every === 1 && value > 0
            ? text(left + width / 2, TOP + BARS - height - 4, String(value), 'middle')
            : undefined;
        return html`<rect
            class="s${place}"
            x="${round(left + 1)}"
            y="${round(TOP + BARS - height)}"
            width="${round(width - 2)}"
            height="${round(height)}"
          />${said}`;
      }),
      ...(index % every === 0 ? [text(middle, TOP + BARS + 15, label, 'middle')] : []),
    ];
  });
  return [
    ...drawn,
    html`<line class="axis" x1="0" x2="${WIDTH}" y1="${TOP + BARS}" y2="${TOP + BARS}" />`,
    ...legend(series, TOP + BARS + AXIS),
  ];
}

const ROW = 30;
const NAME = 60;

function parts({ labels, series, unit }: Extract<Picture, { is: 'parts' }>): Markup[] {
  const totals = labels.map((_, index) => series.reduce((total, { values }) => total + (values[index] ?? 0), 0));
  const most = Math.max(...totals, Number.MIN_VALUE);
  const scale = (WIDTH - NAME - 10) / most;
  const drawn = labels.flatMap((label, index) => {
    let left = NAME;
    return [
      text(0, index * ROW + 19, label, 'start'),
      ...series.map(({ values, tone }, place) => {
        const value = values[index] ?? 0;
        const width = value * scale;
        const from = left;
        left += width;
        const words = amount(value, unit);
        const said =
          width > words.length * 8 ? text(from + width / 2, index * ROW + 19, words, 'middle', 'in') : undefined;
        return html`<rect
            class="${tone ?? `s${place}`}"
            x="${round(from)}"
            y="${index * ROW + 4}"
            width="${round(width)}"
            height="${ROW - 8}"
          />${said}`;
      }),
    ];
  });
  return [...drawn, ...legend(series, labels.length * ROW)];
}

function legend(series: readonly Series[], top: number): Markup[] {
  let left = 0;
  return series.map(({ name, tone }, place) => {
    const from = left;
    left += 30 + name.length * 7;
    return html`<rect
        class="${tone ?? `s${place}`}"
        x="${from}"
        y="${top + 8}"
        width="11"
        height="11"
      />${text(from + 16, top + 18, name, 'start')}`;
  });
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle', tone = ''): Markup {
  return html`<text class="${tone}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${words}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
