import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const PATIENCE = { timeout: 30_000 };

let demo: DemoProcess;
let browser: Browser;
let here: Visit;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess('--port', '0', '--report-every', '3600'), startBrowser()]);
  here = await visit(browser, demo.url);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await demo?.interrupt();
}, 30_000);

/** What axe finds in the page around the chats, light and dark, in each tab of the panel: as `rule: element`. */
async function barriers(page: Page): Promise<string[]> {
  const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  const found: string[] = [];
  await page.evaluate(axe);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      const rows =
        await page.evaluate(`axe.run({ include: ['.page-top', '.tour', '.tabs', '.side'] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
      found.push(...(rows as string[]));
    }
  }
  return found;
}

describe('the tour', { timeout: 120_000 }, () => {
  test('ticks off what was done, from the first alert to the digest of the next morning, and a reset ends it', async () => {
    const { page, slack, discord, panel, behind, strays, complaints } = here;
    const tour = page.getByRole('region', { name: 'Tour' });
    await act(here, 'Ben');
    await page.getByRole('button', { name: 'Tour' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('1 of 9: Raise an alert');
    // It is what the systems show that counts: to look at the step is not to do it.
    await tour.getByRole('button', { name: 'Show me where' }).click();
    expect(await tour.innerText()).toContain('1 of 9');

    await panel.getByLabel('Client').selectOption('Globex');
    await panel.getByLabel('Device').selectOption('GLOBEX-DC01');
    await panel.getByRole('button', { name: 'Raise the alert' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('3 of 9: Acknowledge it on one chat');

    await tour.getByRole('button', { name: 'Leave' }).click();
    await expect.poll(said(page.locator(':focus')), PATIENCE).toBe('Tour');
    await card(slack, 'GLOBEX-DC01').getByRole('button', { name: 'Acknowledge' }).click();
    await card(discord, 'GLOBEX-DC01').getByText('Acknowledged by Ben Cole').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Tour' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('5 of 9: Let it recover');

    await act(here, 'Ben');
    await behind.getByRole('button', { name: 'Recover: GLOBEX-DC01: offline' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('6 of 9: A customer writes');
    await open(here, 'A mail');
    await panel.getByRole('button', { name: 'Send the mail' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('7 of 9: Claim the ticket');
    await card(discord, 'Printer on floor 2').getByRole('button', { name: 'Claim' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('8 of 9: Log time');
    expect(await barriers(page)).toEqual([]);

    await card(slack, 'Printer on floor 2').getByRole('button', { name: 'Log time' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox', { name: 'Hours' }).fill('0.5');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('9 of 9: Wake up tomorrow');
    await open(here, 'Clock');
    await panel.getByRole('button', { name: 'Tomorrow 08:00 in Berlin' }).click();
    await expect.poll(said(tour), PATIENCE).toContain('That is the whole job.');
    for (const column of [slack, discord])
      await expect.poll(said(card(column, 'How things stand')), PATIENCE).toContain('How things stand');

    expect(await page.getByRole('banner').innerText()).toContain('08:0');
    await panel.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await expect.poll(said(behind), PATIENCE).toMatch(/No alert yet[^]*No ticket yet[^]*No time is logged yet/);
    await page.getByText('Deskbell is running').waitFor();
    for (const column of [slack, discord])
      await expect.poll(said(column), PATIENCE).not.toMatch(/GLOBEX-DC01|Printer on floor 2|How things stand/);
    await expect.poll(said(page.getByRole('banner')), PATIENCE).not.toContain('ahead');
    await expect.poll(() => tour.count(), PATIENCE).toBe(0);
    expect(strays).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
