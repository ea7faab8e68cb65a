import { type DeskView, titleOf } from '../decision.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { isLogged, type LoggedTime } from './entry.ts';

/** Entries that a card shows one by one; what is saved beyond that is summed up. */
const SHOWN = 5;

/** A card is no place for a whole error message. */
const WHY = 120;

/** What was logged on an item, and whether it has arrived in the time book. What is not there yet is shown whatever else there is. */
export function timeLines(time: readonly LoggedTime[], view: Pick<DeskView, 'titles' | 'timeBook'>): Line[] {
  const standing = time.filter(({ state }) => state !== 'undone');
  const saved = standing.filter((one) => one.state === 'saved' && isLogged(one));
  const summed = saved.slice(0, Math.max(0, saved.length - SHOWN));
  const hours = summed.reduce((sum, one) => sum + one.hours, 0);
  return [
    ...(summed.length === 0
      ? []
      : [[`⏱ ${hours} h before that, in ${summed.length} ${summed.length === 1 ? 'sheet' : 'sheets'}`]]),
    ...standing.filter((one) => !summed.includes(one)).map((one) => timeLine(one, titleOf(view.timeBook ?? '', view))),
  ];
}

function timeLine({ by, hours, state, withdrawn, since, trouble, draft, standing }: LoggedTime, book: string): Line {
  const line = (mark: string, what: string, ...more: Line): Line => [
    `${mark} `,
    { bold: oneLine(by.name) },
    `: ${hours} h, ${what}`,
    ...more,
  ];
  if (withdrawn) return line('⏳', 'being taken back');
  if (standing === 'gone') return line('⚠️', `deleted or cancelled in ${book}${draft ? `: ${draft.name}` : ''}`);
  if (state === 'saved') {
    const sheet: Line = draft?.url === undefined ? [] : [' ', { link: draft.name, url: draft.url }];
    return line('⏱', standing === 'submitted' ? `submitted in ${book}` : 'saved as a draft', ...sheet);
  }
  // Why a book refuses it is for whoever logged it; what it waits for concerns everybody.
  if (state === 'refused') return line('⚠️', `refused by ${book}, to be corrected`);
  const start: Line = since === undefined ? [] : [' since ', { at: since, as: 'clock' }];
  const why: Line = trouble === undefined ? [] : [`: ${cut(oneLine(mask(withoutCall(trouble))), WHY)}`];
  return line('⏳', `waiting for ${book}`, ...start, ...why);
}

/** What went wrong in words: codes and the call behind them are for the log, not for a card. */
function withoutCall(trouble: string): string {
  return trouble.replace(/ \([A-Z]+ \/[^)]*\)(?=\.?$)/u, '').replace(/ \([A-Z_]+\)(?=\.?$)/u, '');
}
