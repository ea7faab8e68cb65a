import { type Figure, figureText, lengthText } from '../desk/review/figure.ts';
import { figureSets, type Review } from '../desk/review/review.ts';
import type { AlertRow, Outcome, TicketRow, TimeRow } from '../desk/review/rows.ts';
import { type Anchors, localTime } from './anchors.ts';
import { html, type Markup } from './html.ts';

/** Rows in one part of a long table: only a part that is open is printed. */
const AT_ONCE = 250;
/** A short appendix stands open. */
const FEW_ROWS = 300;
const FEW_SHARES = 2_000;
/** Longer tables would be neither read nor opened: what is beyond stands in the CSV file. */
const MOST = 5_000;
const MOST_SHARES = 1_000;

/** Which rows each figure was counted from, and the rows. */
export function appendix(review: Review, anchors: Anchors): Markup {
  const { span, tickets, alerts, entries } = review;
  const sets = figureSets(review);
  const isOpen = sets.reduce((sum, [{ rows }]) => sum + rows.length, 0) <= FEW_SHARES;
  return html`<section class="appendix" aria-labelledby="rows">
    <h2 id="rows">The rows behind the numbers</h2>
    <p class="note">
      First which rows each number was counted from, then the rows themselves: tickets (#), alerts (A) and logged time
      (T). What is folded up here is left out on paper; open it before you print to have it there.
    </p>
    ${folded(
      'Numbers and their rows',
      isOpen,
      sets.map((set) => sharesOf(set, anchors)),
    )}
    ${table('Tickets', ['Ticket', 'Subject', 'Priority', 'Category', 'Opened', 'Closed', 'First response', 'Resolution'], tickets, (row) => ticketCells(row, span.zone), anchors)}
    ${table('Alerts', ['Alert', 'What', 'Severity', 'Seen', 'Over', 'Firings'], alerts, (row) => alertCells(row, span.zone), anchors)}
    ${table('Logged time', ['Time', 'What was done', 'Until', 'Hours', 'Ticket', 'Activity', 'Billing'], entries, (row) => timeCells(row, span.zone), anchors)}
  </section>`;
}

function folded(title: string, isOpen: boolean, within: Markup | readonly Markup[]): Markup {
  return html`<details${isOpen ? html` open` : undefined}><summary>${title}</summary>${within}</details>
`;
}

function sharesOf(set: readonly [Figure, ...Figure[]], anchors: Anchors): Markup {
  const [{ rows, unit }] = set;
  const shown = rows.slice(0, MOST_SHARES).map(({ ref, amount }) => {
    const at = anchors.rowAt(ref);
    const words = `${anchors.nameOf(ref)}${amountText(unit, amount)}`;
    return at === undefined ? html`<span>${words}</span> ` : html`<a href="#${at}">${words}</a> `;
  });
  const more =
    rows.length > MOST_SHARES ? html`<span>and ${rows.length - MOST_SHARES} more in the CSV file</span>` : undefined;
  const heads = set.map(
    (figure) => html`<h4 id="${anchors.figureAt(figure)}"><bdi>${figure.title}</bdi>: ${figureText(figure)}</h4>`,
  );
  return html`${heads}
    <p class="list">${shown}${more}</p> `;
}

function amountText(unit: Figure['unit'], amount: number): string {
  switch (unit) {
    case 'count':
      return amount === 1 ? '' : ` (${amount})`;
    case 'share':
      return amount === 1 ? '' : ' (no)';
    case 'hours':
      return ` (${amount} h)`;
    case 'time':
      return ` (${lengthText(amount)})`;
  }
}

function table<R extends { ref: string; url?: string }>(
  title: string,
  head: readonly string[],
  rows: readonly R[],
  cellsOf: (row: R) => readonly Markup[],
  anchors: Anchors,
): Markup[] {
  const shown = rows.slice(0, MOST);
  const parts: Markup[] = [];
  for (let start = 0; start < shown.length; start += AT_ONCE) {
    const some = shown.slice(start, start + AT_ONCE);
    const count =
      shown.length <= AT_ONCE ? String(rows.length) : `${start + 1} to ${start + some.length} of ${rows.length}`;
    parts.push(
      folded(
        `${title}: ${count}`,
        rows.length <= FEW_ROWS,
        html`<div class="scroll" role="region" aria-label="${title}: ${count}" tabindex="0">
          <table>
            <thead>
              <tr>
                ${head.map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${some.map(
                (row) =>
                  html`<tr id="${anchors.rowAt(row.ref)}">
                    <th scope="row" class="fixed">${nameOf(row, anchors)}</th>
                    ${cellsOf(row).map((cell) => html`<td>${cell}</td>`)}
                  </tr> `,
              )}
            </tbody>
          </table>
        </div>`,
      ),
    );
  }
  if (rows.length > MOST) parts.push(html`<p class="note">The other ${rows.length - MOST} are in the CSV file.</p>`);
  return parts;
}

/** The row's name, and where the source shows it. */
function nameOf({ ref, url }: { ref: string; url?: string }, anchors: Anchors): Markup {
  const name = anchors.nameOf(ref);
  return url === undefined ? html`<bdi>${name}</bdi>` : html`<a href="${url}" rel="noreferrer"><bdi>${name}</bdi></a>`;
}

function ticketCells(row: TicketRow, zone: string): Markup[] {
  const { subject, priority, category, createdAt, closedAt, isOpenAtEnd, leftOut } = row;
  const stands = leftOut ?? (isOpenAtEnd ? 'open' : '');
  return [
    words(subject),
    words(priority),
    words(category),
    time(createdAt, zone),
    closedAt === undefined || isOpenAtEnd ? words(stands) : time(closedAt, zone),
    words(outcomeText(row.response)),
    words(outcomeText(row.resolution)),
  ];
}

function outcomeText(outcome: Outcome | undefined): string {
  if (!outcome) return '–';
  if (outcome.is === 'met') return 'met';
  return outcome.late === undefined ? 'missed' : `missed by ${lengthText(outcome.late)}`;
}

function alertCells({ title, severity, seenAt, endedAt, firings }: AlertRow, zone: string): Markup[] {
  return [
    words(title),
    words(severity),
    time(seenAt, zone),
    endedAt === undefined ? words('open') : time(endedAt, zone),
    words(String(firings)),
  ];
}

function timeCells({ at, hours, ticket, activity, billing, text }: TimeRow, zone: string): Markup[] {
  return [
    words(text),
    time(at, zone),
    words(String(hours)),
    words(ticket === undefined ? '–' : `#${ticket}`),
    words(activity),
    words(billing),
  ];
}

function words(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}

function time(at: number, zone: string): Markup {
  const [date, clock] = localTime(at, zone).split(' ');
  return html`<span class="fixed">${date}</span> <span class="fixed">${clock}</span>`;
}
