import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const DEVICE = 'GLOBEX-DC01: offline';
const PATIENCE = { timeout: 30_000 };

let demo: DemoProcess;
let browser: Browser;
let here: Visit;

beforeAll(async () => {
  // Agents that report meanwhile would fire again what a test has just resolved.
  const words = ['--port', '0', '--report-every', '3600'];
  [demo, browser] = await Promise.all([startDemoProcess(...words), startBrowser()]);
  here = await visit(browser, demo.url);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await demo?.interrupt();
}, 30_000);

describe('the demo in a browser', { timeout: 60_000 }, () => {
  test('an alert becomes a card on both sides, and an acknowledge on one is seen on both', async () => {
    const { slack, discord, panel } = here;
    await panel.getByLabel('Client').selectOption('Globex');
    await panel.getByLabel('Device').selectOption('GLOBEX-DC01');
    await panel.getByRole('button', { name: 'Raise the alert' }).click();
    for (const column of [slack, discord])
      await expect.poll(said(card(column, DEVICE)), PATIENCE).toMatch(/CRITICAL[^]*Nobody has acknowledged it\./);
    await act(here, 'Ben');
    await card(slack, DEVICE).getByRole('button', { name: 'Acknowledge' }).click();
    for (const column of [slack, discord])
      await expect.poll(said(card(column, DEVICE)), PATIENCE).toMatch(/Acknowledged by Ben Cole[^]*Un-acknowledge/);
  });

  test('time logged in a Slack modal stands as a draft in ERPNext', async () => {
    const { page, slack, behind } = here;
    await act(here, 'Ben');
    await card(slack, DEVICE).getByRole('button', { name: 'Log time' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox', { name: 'Hours' }).fill('nonsense');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.getByRole('alert').waitFor();
    await modal.getByRole('combobox', { name: 'Customer' }).fill('ini');
    await modal.getByRole('option', { name: 'Initech' }).click();
    await modal.getByRole('textbox', { name: 'Hours' }).fill('1.5');
    await modal.getByRole('textbox', { name: 'What was done' }).fill('Replaced the switch');
    await modal.getByRole('button', { name: 'Save draft' }).click();
    await modal.waitFor({ state: 'detached' });
    await expect
      .poll(said(behind.getByRole('region', { name: 'ERPNext' })), PATIENCE)
      .toMatch(/Ben Cole, Initech: 1\.5 h[^]*Draft[^]*Replaced the switch/);
    expect(await page.locator(':focus').innerText()).toBe('Log time');
  });

  test('time logged in a Discord modal stands as a draft in ERPNext', async () => {
    const { page, discord, behind } = here;
    await act(here, 'Cara');
    await card(discord, DEVICE).getByRole('button', { name: 'Log time' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox', { name: 'Hours' }).fill('0.75');
    await modal.getByRole('button', { name: 'Submit' }).click();
    await modal.waitFor({ state: 'detached' });
    await expect
      .poll(said(behind.getByRole('region', { name: 'ERPNext' })), PATIENCE)
      .toContain('Cara Diaz, Globex: 0.75 h');
  });

  test("a customer's mail becomes a card, and a claim in Discord is written to FreeScout", async () => {
    const { slack, discord, behind, panel } = here;
    await open(here, 'A mail');
    await panel.getByLabel('Subject').fill('The scanner is slow');
    await panel.getByRole('button', { name: 'Send the mail' }).click();
    await act(here, 'Cara');
    await expect.poll(said(card(slack, 'The scanner is slow')), PATIENCE).toContain('Nobody has it.');
    await card(discord, 'The scanner is slow').getByRole('button', { name: 'Claim' }).click();
    await expect.poll(said(card(slack, 'The scanner is slow')), PATIENCE).toContain('Cara Diaz has it');
    const row = behind.getByRole('region', { name: 'FreeScout' }).getByRole('listitem').filter({ hasText: 'scanner' });
    await expect.poll(() => row.getByRole('combobox').inputValue(), PATIENCE).toBe('cara@msp.example');
    await row.getByRole('button', { name: /^Close/ }).click();
    for (const column of [slack, discord])
      await expect.poll(said(card(column, 'The scanner is slow')), PATIENCE).toContain('DONE');
  });

  test('what is resolved by hand in TRMM is said so, and firing again changes the same card', async () => {
    const { slack, discord, behind } = here;
    const row = behind.getByRole('listitem').filter({ hasText: 'GLOBEX-DC01' }).first();
    await row.getByRole('button', { name: /^Resolve/ }).click();
    for (const column of [slack, discord])
      await expect.poll(said(card(column, DEVICE)), PATIENCE).toContain('Resolved by hand in Tactical RMM');
    await row.getByRole('button', { name: /^Fail again/ }).click();
    await expect.poll(said(card(discord, DEVICE)), PATIENCE).toContain('fired 2 times');
    expect(await discord.locator('article:not(.own)', { hasText: /CRITICAL · GLOBEX/ }).count()).toBe(1);
  });

  test('a guest is told why a button does nothing', async () => {
    const { slack } = here;
    await act(here, 'Guest');
    await card(slack, DEVICE).getByRole('button', { name: 'Claim' }).click();
    await expect.poll(said(slack.locator('article.own').last()), PATIENCE).toContain('/desk link');
    expect(await card(slack, DEVICE).innerText()).not.toContain('has it');
  });

  test('a slash command is completed and sent by keyboard alone', async () => {
    const { page, slack, discord } = here;
    await act(here, 'Ann');
    await discord.getByRole('combobox', { name: 'Slash command in Discord' }).focus();
    await page.keyboard.type('/ale');
    await discord.getByRole('option', { name: '/alerts' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('crit');
    await discord.getByRole('option', { name: 'critical', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect.poll(said(discord.locator('article.own').last()), PATIENCE).toContain('GLOBEX-DC01');
    await slack.getByRole('combobox', { name: 'Slash command in Slack' }).fill('/nonsense');
    await page.keyboard.press('Enter');
    await expect.poll(said(slack.getByRole('status')), PATIENCE).toContain('no such command');
  });

  test('hostile words stay words', async () => {
    const { page, slack, discord, behind, panel } = here;
    const hostile =
      '</pre><img src=x onerror="window.hit=1"><script>window.hit=1</script> [x](javascript:window.hit=1)';
    const subject = '<svg onload="window.hit=1"> <b>';
    await open(here, 'An alert');
    await panel.getByLabel('What fails').selectOption('Backup age');
    await panel.getByLabel('What it prints').fill(hostile);
    await panel.getByRole('button', { name: 'Raise the alert' }).click();
    await open(here, 'A mail');
    await panel.getByLabel('Subject').fill(subject);
    await panel.getByLabel('Body').fill(hostile);
    await panel.getByRole('button', { name: 'Send the mail' }).click();
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, 'Backup age')), PATIENCE).toContain(hostile);
      await expect.poll(said(card(column, '<svg onload')), PATIENCE).toContain(subject);
    }
    expect(await behind.innerText()).toContain(subject);
    const strange = 'main img, main script, main svg, main iframe, [href^="javascript"]';
    expect(await page.locator(strange).count()).toBe(0);
    expect(await page.evaluate('"hit" in window')).toBe(false);
  });

  test('restarted, Deskbell comes back, and the old buttons work', async () => {
    const { page, slack, panel } = here;
    await act(here, 'Ann');
    await open(here, 'Trouble');
    await panel.getByRole('button', { name: 'Restart Deskbell' }).click();
    await page.getByText('Deskbell is running, started again once').waitFor();
    await card(slack, DEVICE).getByRole('button', { name: 'Claim' }).click();
    await expect.poll(said(card(slack, DEVICE)), PATIENCE).toContain('Ann Baker has it');
  });

  test('an unplugged Discord catches up once it is plugged in again', async () => {
    const { slack, discord, panel } = here;
    await expect.poll(said(card(discord, DEVICE)), PATIENCE).toContain('Ann Baker has it');
    await open(here, 'Trouble');
    await panel.getByRole('button', { name: 'Unplug Discord' }).click();
    await panel.getByRole('button', { name: 'Plug in Discord' }).waitFor();
    await card(slack, DEVICE).getByRole('button', { name: 'Release' }).click();
    await card(slack, DEVICE).getByRole('button', { name: 'Claim' }).waitFor();
    expect(await card(discord, DEVICE).innerText()).toContain('Ann Baker has it');
    await panel.getByRole('button', { name: 'Plug in Discord' }).click();
    await expect.poll(said(card(discord, DEVICE)), PATIENCE).not.toContain('Ann Baker has it');
  });

  test('it fits a telephone, and everything on it has a name', async () => {
    const small = await visit(browser, demo.url, { width: 390, height: 844 });
    const parts = small.page.getByRole('navigation', { name: 'Parts of the page' });
    for (const name of ['Slack', 'Discord', 'Make it happen', 'Behind']) {
      await parts.getByRole('button', { name }).click();
      const region = name === 'Behind' ? 'As it really stands' : name;
      await small.page.getByRole('region', { name: region, exact: true }).waitFor();
      expect(await small.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
    const nameless = await small.page
      .evaluate(`[...document.querySelectorAll('button, input, select, textarea, a[href]')]
      .filter((one) => !one.ariaLabel && !one.textContent.trim() && !one.labels?.length)
      .map((one) => one.outerHTML)`);
    expect(nameless).toEqual([]);
    await small.page.close();
    expect(small.strays).toEqual([]);
  });

  test('nothing was asked of another host, and nothing was complained of', () => {
    expect(here.strays).toEqual([]);
    expect(here.complaints).toEqual([]);
  });
});
