import { html, type Markup } from './html.ts';

type Day = { date: string; value: number };

interface Drawn {
  height: number;
  drawn: readonly Markup[];
  says: string;
}

/** So many days are still readable as the leaf of a calendar; more become a strip of small squares. */
const MOST_AS_CALENDAR = 62;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** How dark a square can be. */
const SHADES = 4;

/** Days as a calendar: a row a week with the number of each day, or for a long span a column a week. */
export function daysPicture(days: readonly Day[]): Drawn {
  const most = Math.max(1, ...days.map(({ value }) => value));
  const busiest = days.find(({ value }) => value === most);
  const total = days.reduce((sum, { value }) => sum + value, 0);
  const says = `${total} in ${days.length} days${busiest ? `; the most on ${busiest.date}: ${busiest.value}` : ''}.`;
  const first = Temporal.PlainDate.from(days[0]?.date ?? '2026-01-01');
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const placed = days.map((day) => {
    const date = Temporal.PlainDate.from(day.date);
    return { ...day, date, week: Math.floor(monday.until(date).days / 7), weekday: date.dayOfWeek - 1 };
  });
  const weeks = (placed.at(-1)?.week ?? 0) + 1;
  const shadeOf = (value: number): string => `h${value === 0 ? 0 : Math.ceil((value / most) * SHADES)}`;
  return days.length <= MOST_AS_CALENDAR
    ? {
        says,
        height: weeks * 34 + 20,
        drawn: [...calendarHead(), ...placed.map((day) => calendarDay(day, shadeOf(day.value)))],
      }
    : {
        says,
        height: 7 * STEP(weeks) + 20,
        drawn: placed.map((day) => stripDay(day, shadeOf(day.value), STEP(weeks))),
      };
}

interface Placed {
  date: Temporal.PlainDate;
  value: number;
  week: number;
  weekday: number;
}

const COLUMN = 97;

function calendarHead(): Markup[] {
  return WEEKDAYS.map((name, index) => html`<text class="small" x="${index * COLUMN}" y="12">${name}</text>`);
}

function calendarDay({ date, value, week, weekday }: Placed, shade: string): Markup {
  const [left, top] = [weekday * COLUMN, week * 34 + 18];
  const count =
    value === 0
      ? undefined
      : html`<text class="strong ${shade}" x="${left + 84}" y="${top + 20}" text-anchor="end">${value}</text>`;
  return html`<rect class="${shade}" x="${left}" y="${top}" width="92" height="30" /><text
      class="small ${shade}"
      x="${left + 6}"
      y="${top + 19}"
      >${date.toLocaleString('en-GB', { day: 'numeric', month: 'short' })}</text
    >${count}`;
}

function STEP(weeks: number): number {
  return Math.min(16, Math.floor(680 / weeks));
}

function stripDay({ date, week, weekday }: Placed, shade: string, step: number): Markup {
  const month =
    date.day === 1
      ? html`<text class="small" x="${week * step}" y="11">${date.toLocaleString('en-GB', { month: 'short' })}</text>`
      : undefined;
  return html`<rect
      class="${shade}"
      x="${week * step}"
      y="${weekday * step + 16}"
      width="${step - 2}"
      height="${step - 2}"
    />${month}`;
}
