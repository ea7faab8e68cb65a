import { type CardRow, NO_ITEM } from '../card.ts';
import type { DayTime, ItemTime } from './claimed.ts';
import { type DeskView, titleOf } from '../decision.ts';
import type { WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine, type Span } from '../text.ts';
import { isUnsettled, type TimeEntry } from './entry.ts';

const TITLE = 70;
const WORDS = 120;

/** Gaps in a message that has more to say; the others are a press away. */
const MOST_GAPS = 2;

/** Hours as they are read: `1.5 h`. Milliseconds in. */
export function hoursOf(milliseconds: number): string {
  return `${Math.round(milliseconds / 36_000) / 100} h`;
}

/** What is missing of a day in short: how much, and the items where it may be. Nothing where nothing is missing. */
export function gapRows(time: DayTime, heading: string): CardRow[] {
  const { day, gap, items } = time;
  if (gap === 0) return [];
  const gaps = items.filter((one) => one.gap > 0);
  const rest = gaps.length - MOST_GAPS;
  return [
    {
      line: ['⏱ ', { bold: `${heading}: ${gap} h` }],
      action: { verb: 'day', label: 'Show the day', ref: NO_ITEM, with: day.date },
    },
    ...gaps.slice(0, MOST_GAPS).map((one) => gapRow(one, time)),
    ...(rest > 0 ? [{ line: [`… and ${rest} more`] }] : []),
  ];
}

/** All rows of a day: what is missing first, then what is in trouble, then what is in order. */
export function dayRows(time: DayTime, view: Pick<DeskView, 'titles' | 'timeBook'>): CardRow[] {
  const { items, entries } = time;
  const gaps = items.filter(({ gap }) => gap > 0);
  const whole = items.filter(({ gap, claimed }) => gap === 0 && claimed > 0);
  const troubled = entries.filter(isUnsettled);
  const saved = entries.filter((entry) => !isUnsettled(entry));
  return [
    ...gaps.map((one) => gapRow(one, time)),
    ...troubled.map((entry) => entryRow(entry, view)),
    ...saved.map((entry) => entryRow(entry, view)),
    ...whole.map(wholeRow),
  ];
}

/** One gap with the button that opens the form for it: that item, that day, what is missing then. */
function gapRow({ item, claimed, logged, gap }: ItemTime, time: DayTime): CardRow {
  // Of what was held at the same time nobody but its holder knows which of them they worked on.
  const isShared = time.items.reduce((sum, one) => sum + one.gap, 0) > time.gap;
  return {
    line: titleSpans(item),
    detail: [
      `Claimed ${hoursOf(claimed)}, logged ${hoursOf(logged)}: `,
      { bold: `${isShared ? 'up to ' : ''}${gap} h missing` },
    ],
    action: { verb: 'log-gap', label: 'Log time', ref: item.ref, with: time.day.date },
  };
}

function wholeRow({ item, claimed, logged }: ItemTime): CardRow {
  return {
    line: titleSpans(item),
    detail: [`Claimed ${hoursOf(claimed)}, logged ${hoursOf(logged)}`],
    action: { verb: 'show', label: 'Open', ref: item.ref },
  };
}

/** One entry: how it stands, and what can be done about it. */
export function entryRow(entry: TimeEntry, view: Pick<DeskView, 'titles' | 'timeBook'>): CardRow {
  const { wish, state, trouble, saved, ref } = entry;
  const book = titleOf(view.timeBook ?? '', view);
  const name = `${wish.hours} h for ${cut(oneLine(wish.customer.name), TITLE)}`;
  const words = cut(oneLine(mask(wish.text)), WORDS);
  if (state === 'refused')
    return {
      line: ['❌ ', { bold: name }, ` was refused: ${cut(oneLine(trouble ?? 'no reason was given.'), WORDS)}`],
      detail: [words],
      action: { verb: 'correct-time', label: 'Correct', ref },
    };
  if (state === 'waiting')
    return {
      line: [
        '⏳ ',
        { bold: name },
        ` waits for ${book}${trouble === undefined ? '' : `: ${cut(oneLine(trouble), WORDS)}`}`,
      ],
      detail: [words],
    };
  const done = entry.standing === 'submitted' ? [`, submitted in ${book}`] : [];
  return { line: ['✅ ', { bold: name }, ...draftOf(saved), ...done], detail: [words] };
}

function draftOf(saved: TimeEntry['saved']): Line {
  if (!saved) return [];
  return [' · ', saved.url === undefined ? saved.name : { link: saved.name, url: saved.url }];
}

/** What an item is called in a row about hours. */
export function titleSpans(item: WorkItem): Span[] {
  if (item.kind === 'alert') return ['🚨 ', { bold: cut(oneLine(item.facts.title), TITLE) }];
  const subject = cut(oneLine(mask(item.facts.subject)), TITLE) || '(no subject)';
  return [`🎫 #${oneLine(item.facts.number)} `, { bold: subject }];
}
