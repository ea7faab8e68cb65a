import { createHash } from 'node:crypto';
import { type Figure, figureText, lengthText } from '../desk/review/figure.ts';
import { isEmpty, type Review } from '../desk/review/review.ts';
import type { Cell, Listing, Section, Table } from '../desk/review/parts.ts';
import { type Anchors, anchorsOf, localTime } from './anchors.ts';
import { appendix } from './appendix.ts';
import { html, type Markup } from './html.ts';
import { picture } from './pictures.ts';
import { styleOf } from './style.ts';

/** What is looked at first, by the figures' ids. */
const FIRST = [
  ['tickets-new', 'Tickets opened'],
  ['tickets-closed', 'Tickets closed'],
  ['tickets-open', 'Tickets open at the end'],
  ['response-share', 'First response within target'],
  ['resolution-share', 'Resolution within target'],
  ['hours', 'Hours'],
  ['alerts', 'Alerts'],
  ['acknowledged-mean', 'Mean time until somebody had an alert'],
] as const;

/**
 * A whole review as one HTML file: it asks for nothing outside itself and needs no script. `policy` is the content security policy
 * that it can be sent with.
 */
export function reviewPage(review: Review): { page: string; policy: string } {
  const { client, span, at } = review;
  const made = `Made ${localTime(at, span.zone)} (${span.zone})`;
  const style = styleOf({ client, title: `Service review, ${span.title}`, made });
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  // Made by itself: a blank more in it, and the policy would no longer fit.
  const sheet = { markup: `<style>${style}</style>` };
  const anchors = anchorsOf(review);
  const days = span.first === span.last ? dateWords(span.first) : `${dateWords(span.first)} to ${dateWords(span.last)}`;
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${client}: service review, ${span.title}</title>
        ${sheet}
      </head>
      <body>
        <header>
          <p class="kind">Service review, ${span.title}</p>
          <h1><bdi>${client}</bdi></h1>
          <p class="note">
            ${days}, both included, by the clock of ${span.zone}.
            ${made}${at < span.to ? ': these days are not over yet' : ''}.
          </p>
        </header>
        <main>${isEmpty(review) ? nothing(review) : body(review, anchors)}</main>
        <footer>
          <p>
            Made by Deskbell. Each number opens the rows that it was counted from; the CSV file holds the same rows.
          </p>
        </footer>
      </body>
    </html> `;
  return { page: markup, policy };
}

/** `1 October 2026`. */
function dateWords(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

function nothing({ span }: Review): Markup {
  return html`<p>
    Nothing is known of this client between ${span.first} and ${span.last}: no ticket, no alert, and no time was logged.
  </p>`;
}

function body(review: Review, anchors: Anchors): Markup[] {
  const { sections } = review;
  const shown = sections.filter(hasSomething);
  return [
    html`<h2 id="glance">At a glance</h2>
      ${tiles(firstOf(anchors), anchors)}`,
    html`<nav aria-label="Contents">
      <ul>
        ${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
        <li><a href="#rows">The rows behind the numbers</a></li>
      </ul>
    </nav>`,
    ...shown.map((section) => sectionOf(section, review, anchors)),
    appendix(review, anchors),
  ];
}

function hasSomething({ figures, tables, listings }: Section): boolean {
  return tables.length + listings.length > 0 || figures.some(({ rows }) => rows.length > 0);
}

function firstOf({ figures }: Anchors): Figure[] {
  return FIRST.flatMap(([id, title]) => {
    const figure = figures.find((one) => one.id === id);
    return figure?.value === undefined ? [] : [{ ...figure, title }];
  });
}

function tiles(figures: readonly Figure[], anchors: Anchors): Markup | undefined {
  if (figures.length === 0) return undefined;
  return html`<dl class="tiles">
    ${figures.map(
      (figure) =>
        html`<div>
          <dt>${figure.title}</dt>
          <dd>${number(figure, anchors)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A number that opens its rows, where it has any. */
function number(figure: Figure, anchors: Anchors): Markup {
  const words = figureText(figure);
  return figure.rows.length === 0 ? html`${words}` : html`<a href="#${anchors.figureAt(figure)}">${words}</a>`;
}

function sectionOf(
  { id, title, notes, figures, pictures, tables, listings }: Section,
  { span }: Review,
  anchors: Anchors,
): Markup {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
    ${tiles(figures, anchors)}${pictures.map(picture)}${tables.length === 0 ? undefined : html`<div class="tables">${tables.map((table) => tableOf(table, anchors))}</div>`}${listings.map((listing) => listingOf(listing, span.zone, anchors))}
  </section>`;
}

function tableOf({ title, note, head, lines }: Table, anchors: Anchors): Markup {
  const [first = '', ...others] = head;
  const figureColumns = lines[0]?.figures.length ?? 0;
  const isWide = head.length > 3;
  return html`<div class="${isWide ? 'wide' : 'narrow'}">
    <h3>${title}</h3>
    ${note === undefined ? undefined : html`<p class="note">${note}</p>`}
    <div class="scroll" role="region" aria-label="${title}" tabindex="0">
      <table>
        <thead>
          <tr>
            ${first === '' ? html`<td></td>` : html`<th scope="col">${first}</th>`}${others.map((name, index) => html`<th scope="col" class="${index < figureColumns ? 'number' : ''}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ name, figures, words }) =>
              html`<tr>
                <th scope="row"><bdi>${name}</bdi></th>
                ${figures.map((figure) => html`<td class="number">${number(figure, anchors)}</td>`)}${words === undefined ? undefined : html`<td><bdi>${words}</bdi></td>`}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}

function listingOf({ title, head, lines }: Listing, zone: string, anchors: Anchors): Markup {
  return html`<h3>${title}</h3>
    <div class="scroll" role="region" aria-label="${title}" tabindex="0">
      <table>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ ref, cells }) =>
              html`<tr>
                ${cells.map((cell, index) => html`<td>${index === 0 ? opening(ref, cell, zone, anchors) : cellOf(cell, zone)}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
}

function opening(ref: string, cell: Cell, zone: string, anchors: Anchors): Markup {
  const at = anchors.rowAt(ref);
  return at === undefined ? cellOf(cell, zone) : html`<a class="fixed" href="#${at}">${cellOf(cell, zone)}</a>`;
}

function cellOf(cell: Cell, zone: string): Markup {
  if (typeof cell === 'string') return html`<bdi>${cell}</bdi>`;
  if ('at' in cell) return html`<span class="fixed">${localTime(cell.at, zone)}</span>`;
  return html`<span class="fixed">${lengthText(cell.took)}</span>${cell.isRunning ? ', and still open' : ''}`;
}
