import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewOf } from '../../src/desk/review/review.ts';
import { reviewPage } from '../../src/report/review-page.ts';
import { invented } from '../report/invented.ts';
import { NOW, SPAN } from '../report/span.ts';
import { startBrowser } from './stage.ts';

let browser: Browser;
const file = join(tmpdir(), `deskbell-review-${process.pid}.html`);

beforeAll(async () => {
  await writeFile(file, reviewPage(reviewOf('Müller & Söhne', SPAN, invented(60, SPAN), NOW)).page);
  browser = await startBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

test('opened as a file it asks for nothing, complains of nothing, and a number opens its rows though they are folded up', async () => {
  await using context = await browser.newContext();
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('request', (request) => heard.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate("document.querySelectorAll('details').forEach((one) => one.removeAttribute('open'))");
  await page.click('.tiles a');
  await expect.poll(() => page.locator('details[open] :target').count()).toBe(1);
  await page.click(':target + .list a, :target ~ .list a');
  await expect.poll(() => page.locator('tr:target').count()).toBe(1);
  expect(heard).toEqual([pathToFileURL(file).href]);
});

test.each([1_000, 390])(
  'at a width of %i it has no barrier that axe knows, and nothing runs over the edge',
  async (width) => {
    await using context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
    expect(found).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
  },
);

test.each(['A4', 'Letter'])('it prints on %s in pages', async (format) => {
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const printed = (await page.pdf({ format, printBackground: true })).toString('latin1');
  const pages = printed.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(5);
  expect(pages).toBeLessThan(40);
});
