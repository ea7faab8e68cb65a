import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { figureSets, figuresOf, reviewOf, type ReviewRows } from '../../src/desk/review/review.ts';
import { fileName } from '../../src/report/file-name.ts';
import { html } from '../../src/report/html.ts';
import { reviewPage } from '../../src/report/review-page.ts';
import { invented } from './invented.ts';
import { NOW, SPAN, spanOf } from './span.ts';

const NONE: ReviewRows = { tickets: [], alerts: [], entries: [] };
const HOSTILE = `</style><script>alert(1)</script>"'&\\ } * { display: none }`;

function idsIn(page: string): string[] {
  return [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '');
}

test('every number leads to its rows, and every row that it names is there, once', () => {
  const review = reviewOf('Acme', SPAN, invented(80, SPAN), NOW);
  const { page } = reviewPage(review);
  const ids = idsIn(page);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, target]) => target ?? '');
  expect([...new Set(targets)].filter((target) => !ids.includes(target))).toEqual([]);
  const counted = figuresOf(review).filter(({ rows }) => rows.length > 0).length;
  expect(ids.filter((id) => id.startsWith('figure-'))).toHaveLength(counted);
  const links = targets.filter((target) => /^(ticket|alert|time)-/.test(target)).length;
  const parts = figureSets(review).reduce((sum, [{ rows }]) => sum + rows.length, 0);
  expect(links).toBeGreaterThanOrEqual(parts);
});

test('it asks for nothing outside itself and runs nothing; its policy allows its own style alone', () => {
  const { page, policy } = reviewPage(reviewOf('Acme', SPAN, invented(20, SPAN), NOW));
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\sstyle=|\son[a-z]+=/i);
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(page).toContain('name="robots" content="noindex, nofollow"');
});

test('hostile names and words stay words, in the page and in the style around it', () => {
  const rows = invented(4, SPAN);
  const [ticket, ...others] = rows.tickets;
  const bad = {
    ...(ticket ?? others[0]),
    subject: HOSTILE,
    category: HOSTILE,
    number: HOSTILE,
    url: 'https://x.example/"><script>',
  };
  const { page } = reviewPage(
    reviewOf(HOSTILE, SPAN, { ...rows, tickets: [bad as (typeof rows.tickets)[number]] }, NOW),
  );
  expect(page).not.toContain('<script');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  expect(style).not.toContain('display: none }');
  expect(page).toContain('&lt;script&gt;');
});

test('a client of whom nothing is known has a page that says so', () => {
  const { page } = reviewPage(reviewOf('Acme', SPAN, NONE, NOW));
  expect(page).toContain('Nothing is known of this client between 2026-10-01 and 2026-10-31');
  expect(page).not.toContain('id="rows"');
});

test('a span that is not over says so', () => {
  expect(reviewPage(reviewOf('Acme', spanOf('2026-11'), NONE, NOW)).page).toContain('these days are not over yet');
});

test('five thousand tickets are a page in parts, most of them folded up', () => {
  const { page } = reviewPage(reviewOf('Acme', SPAN, invented(5_000, SPAN), NOW));
  expect(page.length).toBeLessThan(20_000_000);
  expect(page).toContain('Tickets: 4751 to 5000 of 5000');
  expect(page).not.toContain('<details open');
});

test('names of files are letters, digits and hyphens', () => {
  expect(fileName('Müller & Söhne / ../', SPAN)).toBe('review-müller-söhne-2026-10-01-to-2026-10-31');
  expect(fileName('🙂', SPAN)).toBe('review-client-2026-10-01-to-2026-10-31');
});

test('markup is made of text that is escaped and of markup that is not', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(html`<p title="${'"'}">${[inner, 1, undefined, '&']}</p>`.markup).toBe(
    '<p title="&quot;"><b>&lt;i&gt;</b>1&amp;</p>',
  );
});
