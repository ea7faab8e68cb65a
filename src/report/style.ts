import { cssString } from './html.ts';

/** What stands in the margin of each printed page. */
export interface Margins {
  client: string;
  title: string;
  made: string;
}

/** The page's whole style: for a screen, a phone, and paper of either size. */
export function styleOf({ client, title, made }: Margins): string {
  return `
:root { --ink: #1b2430; --soft: #566171; --line: #d5dbe3; --paper: #fff; --tint: #f3f6fa; --blue: #1d5b9f; --sky: #6f9fd0; --sand: #b7791f; --good: #1d7a5f; --bad: #b3361f; }
* { box-sizing: border-box; }
html { color-scheme: light; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
h4 { font-size: .9rem; margin: .9rem 0 .1rem; overflow-wrap: anywhere; }
p { margin: .3rem 0; }
a { color: var(--blue); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--sand); outline-offset: 2px; }
.kind { color: var(--soft); font-size: 1.05rem; margin: 0 0 .25rem; }
.note { color: var(--soft); max-width: 46rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .6rem; margin: 1rem 0; padding: 0; }
.tiles div { background: var(--tint); border-radius: 6px; padding: .6rem .8rem; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { overflow-wrap: normal; color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2rem; align-items: start; } .tables > .wide { grid-column: 1 / -1; }
.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.fixed { white-space: nowrap; font-variant-numeric: tabular-nums; }
:target { background: #fff3c9; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .35rem; }
svg { display: block; width: 100%; height: auto; max-width: 680px; font-size: 12px; }
svg text { fill: var(--ink); } svg .small { font-size: 11px; } svg .strong { font-weight: 600; font-size: 13px; }
svg .in { fill: #fff; font-weight: 600; } svg .axis { stroke: var(--line); }
rect.s0 { fill: var(--blue); } rect.s1 { fill: var(--sand); } rect.s2 { fill: var(--soft); } rect.good { fill: var(--good); } rect.bad { fill: var(--bad); }
rect.h0 { fill: var(--tint); } rect.h1 { fill: #cfe0f2; } rect.h2 { fill: #93b9de; } rect.h3 { fill: #3f78b5; } rect.h4 { fill: #17467d; }
svg text.h3, svg text.h4 { fill: #fff; } svg text.h0 { fill: var(--soft); }
td:nth-of-type(1) { min-width: 9rem; } td.number:nth-of-type(1) { min-width: 0; }
details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
.list { font-size: .85rem; font-variant-numeric: tabular-nums; line-height: 1.7; } .list a, .list span { white-space: nowrap; margin-inline-end: .35rem; }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@page { margin: 20mm 16mm 18mm;
  @top-left { content: ${cssString(client)}; font: 9pt system-ui, sans-serif; color: #566171; }
  @top-right { content: ${cssString(title)}; font: 9pt system-ui, sans-serif; color: #566171; }
  @bottom-left { content: ${cssString(made)}; font: 9pt system-ui, sans-serif; color: #566171; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt system-ui, sans-serif; color: #566171; } }
@page :first { @top-left { content: none; } @top-right { content: none; } }
@media print {
  html { font-size: 10.5pt; } body { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; } nav { display: none; }
  .tiles { grid-template-columns: repeat(4, 1fr); }
  .scroll { overflow: visible; } .tables { grid-template-columns: 1fr 1fr; } .tables > .narrow { break-inside: avoid; }
  h2, h3, h4, summary { break-after: avoid; } tr, .tiles div { break-inside: avoid; } thead { display: table-header-group; }
  .appendix { break-before: page; } .appendix td:nth-of-type(1) { min-width: 11rem; } table { font-size: 9pt; } .list { font-size: 8pt; } :target { background: none; }
}
`;
}
