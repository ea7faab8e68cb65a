import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const PATIENCE = { timeout: 30_000 };
const SUBJECT = 'Printer on floor 2';

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

describe('the clock and the trouble of the panel', { timeout: 120_000 }, () => {
  test('an hour on, a first response is breached on both chats, and the page says what time it is', async () => {
    const { page, slack, discord, panel } = here;
    await open(here, 'A mail');
    await panel.getByRole('button', { name: 'Send the mail' }).click();
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, SUBJECT)), PATIENCE).toContain('First response due');
      expect(await card(column, SUBJECT).innerText()).not.toContain('SLA BREACHED');
    }
    await open(here, 'Clock');
    await panel.getByRole('button', { name: '+1 h on the clock' }).click();
    for (const column of [slack, discord])
      await expect.poll(said(card(column, SUBJECT)), PATIENCE).toContain('SLA BREACHED');
    expect(await page.getByRole('banner').innerText()).toContain('1 h ahead');
  });

  test('moved while Deskbell is killed, the clock reaches it when it is back', async () => {
    const { page, panel } = here;
    await open(here, 'Trouble');
    await panel.getByRole('button', { name: 'Kill it' }).click();
    await open(here, 'Clock');
    await panel.getByRole('button', { name: '+15 min on the clock' }).click();
    await panel.getByText('Deskbell follows as soon as it answers.').waitFor();
    await page.getByText('Deskbell is running, started again once').waitFor();
    await expect.poll(said(panel), PATIENCE).not.toContain('Deskbell follows as soon as it answers.');
  });

  test('a chat that answers 429 for a while gets the card afterwards, the other at once', async () => {
    const { slack, discord, panel } = here;
    await open(here, 'Trouble');
    const limit = panel.getByRole('button', { name: '429, 20 s: from Discord' });
    await limit.click();
    await expect.poll(() => limit.getAttribute('aria-pressed'), PATIENCE).toBe('true');
    await open(here, 'An alert');
    await panel.getByLabel('Client').selectOption('Initech');
    await panel.getByRole('button', { name: 'Raise the alert' }).click();
    await expect.poll(said(card(slack, 'INITECH-SRV01')), PATIENCE).toContain('CRITICAL');
    expect(await discord.getByText('INITECH-SRV01').count()).toBe(0);
    await expect.poll(said(card(discord, 'INITECH-SRV01')), { timeout: 60_000 }).toContain('CRITICAL');
    await open(here, 'Trouble');
    await expect.poll(() => limit.getAttribute('aria-pressed'), PATIENCE).toBe('false');
  });

  test('what an agent takes, notes and answers by hand in FreeScout is shown as it stands', async () => {
    const { behind } = here;
    const row = behind.getByRole('region', { name: 'FreeScout' }).getByRole('listitem').filter({ hasText: SUBJECT });
    await row.getByRole('button', { name: /^Take/ }).click();
    await expect.poll(() => row.getByRole('combobox').inputValue(), PATIENCE).toBe('ann@msp.example');
    await row.locator('summary').click();
    await row.getByRole('textbox').fill('The toner is empty');
    await row.getByRole('button', { name: /^Note/ }).click();
    await expect.poll(said(row), PATIENCE).toMatch(/note · ann@msp\.example[^]*The toner is empty/);
    await row.getByRole('textbox').fill('A new one is on its way');
    await row.getByRole('button', { name: /^Answer/ }).click();
    await expect.poll(said(row), PATIENCE).toContain('A new one is on its way');
  });

  test('an alert that is snoozed by hand is shown so until it is woken', async () => {
    const { behind } = here;
    const row = behind.getByRole('region', { name: 'Tactical RMM' }).getByRole('listitem').first();
    await row.getByRole('button', { name: /^Snooze/ }).click();
    await expect.poll(said(row), PATIENCE).toContain('snoozed until');
    await row.getByRole('button', { name: /^Wake/ }).click();
    await expect.poll(said(row), PATIENCE).toContain('open');
  });
});
