import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const PATIENCE = { timeout: 30_000 };
/** FreeScout is read every five seconds: what was not locked out would be seen within this time, in milliseconds. */
const LONGER_THAN_A_POLL = 7000;

let demo: DemoProcess;
let browser: Browser;
let here: Visit;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess('--port', '0', '--report-every', '3600'), startBrowser()]);
  here = await visit(browser, demo.url);
  await act(here, 'Ben');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await demo?.interrupt();
}, 30_000);

/** Does something while the plug of a system is out. The page says which one is out, and it is in again whatever came of it. */
async function without(system: string, meanwhile: () => Promise<void>): Promise<void> {
  await open(here, 'Trouble');
  await here.panel.getByRole('button', { name: `Unplug ${system}` }).click();
  await here.panel.getByRole('button', { name: `Plug in ${system}` }).waitFor();
  try {
    await meanwhile();
  } finally {
    await open(here, 'Trouble');
    await here.panel.getByRole('button', { name: `Plug in ${system}` }).click();
  }
  await here.panel.getByRole('button', { name: `Unplug ${system}` }).waitFor();
}

async function raise(client: string, device: string): Promise<void> {
  await open(here, 'An alert');
  await here.panel.getByLabel('Client').selectOption(client);
  await here.panel.getByLabel('Device').selectOption(device);
  await here.panel.getByRole('button', { name: 'Raise the alert' }).click();
}

async function mail(subject: string): Promise<void> {
  await open(here, 'A mail');
  await here.panel.getByLabel('Subject').fill(subject);
  await here.panel.getByRole('button', { name: 'Send the mail' }).click();
}

/** What `/desk health` answers in Slack, asked anew. */
async function health(): Promise<string> {
  const answers = here.slack.locator('article.own', { hasText: 'need attention' });
  const before = await answers.count();
  await here.slack.getByRole('combobox', { name: 'Slash command in Slack' }).fill('/desk health');
  await here.page.keyboard.press('Escape');
  await here.page.keyboard.press('Enter');
  await expect.poll(() => answers.count(), PATIENCE).toBeGreaterThan(before);
  return answers.last().innerText();
}

/** What axe finds behind the chats, and what is wider than the page, on a wide one and on a telephone: as `width: rule: element`. */
async function barriers(): Promise<string[]> {
  const { page, behind } = here;
  await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const found: string[] = [];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    if (width === 390) await page.getByRole('button', { name: 'Behind' }).click();
    await behind.locator('.timesheet').first().scrollIntoViewIfNeeded();
    const rows = await page.evaluate(`axe.run('.behind').then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => id + ': ' + html)))`);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    found.push(
      ...(rows as string[]).map((row) => `${width}: ${row}`),
      ...(wide === width ? [] : [`${width}: ${String(wide)}`]),
    );
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

/** How many cards of a column say this. */
function cards(column: Visit['slack'], words: string): Promise<number> {
  return column.locator('article:not(.own)', { hasText: words }).count();
}

describe('a plug is pulled', { timeout: 120_000 }, () => {
  test('Tactical RMM: health says so, and what was raised meanwhile is one card on each chat once it is back', async () => {
    const { slack, discord, behind } = here;
    await without('Tactical RMM', async () => {
      await raise('Acme', 'ACME-DC01');
      await behind.getByRole('listitem').filter({ hasText: 'ACME-DC01' }).waitFor();
      expect(await health()).toMatch(/❌ Tactical RMM: connection/);
      for (const column of [slack, discord]) expect(await cards(column, 'ACME-DC01')).toBe(0);
    });
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, 'ACME-DC01: offline')), PATIENCE).toContain('CRITICAL');
      expect(await cards(column, 'ACME-DC01: offline')).toBe(1);
    }
  });

  test('ERPNext: logged time waits on the card, is one draft when it is back, and a person can play with that', async () => {
    const { page, slack, discord, behind } = here;
    const sheets = behind.getByRole('region', { name: 'ERPNext' });
    const alert = (column: Visit['slack']) => card(column, 'ACME-DC01: offline');
    await alert(slack).waitFor();
    await without('ERPNext', async () => {
      await alert(slack).getByRole('button', { name: 'Log time' }).click();
      const form = page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'What was done' }).fill('Restarted the switch');
      await form.getByRole('textbox', { name: 'Hours' }).fill('0.5');
      await form.getByRole('button', { name: 'Save draft' }).click();
      for (const column of [slack, discord])
        await expect.poll(said(alert(column)), PATIENCE).toContain('waiting for ERPNext');
      expect(await sheets.innerText()).toContain('0 drafts');
    });
    await sheets.getByText('1 draft', { exact: true }).waitFor(PATIENCE);
    const [draft] = await sheets.locator('.timesheet').allInnerTexts();
    expect(draft).toMatch(/Ben Cole, Acme: 0.5 h\nTS-\d{4}-00001 · Draft · HR-EMP-00002/);
    expect(draft).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d–.*\d\d:\d\d · 0.5 h · Execution\nRestarted the switch/);
    expect(draft).toMatch(/(not billable|billable, \d+ an hour: \d+\.\d\d USD) · key /);
    for (const column of [slack, discord])
      await expect.poll(said(alert(column)), PATIENCE).toContain('saved as a draft');

    await sheets.getByRole('button', { name: /^Add a row to/ }).click();
    await sheets.getByText('by hand').first().waitFor();
    expect(await barriers()).toEqual([]);
    await sheets.getByRole('button', { name: /^Submit/ }).click();
    await sheets.getByText('0 drafts').waitFor();
    expect(await sheets.getByRole('button').count()).toBe(0);
  });

  test('FreeScout: neither its API nor its database answers, and the mail is one card on each chat once it is back', async () => {
    const { slack, discord, behind } = here;
    await without('FreeScout', async () => {
      await mail('Nobody hears the bell');
      await behind.getByRole('region', { name: 'FreeScout' }).getByText('Nobody hears the bell').waitFor();
      expect(await health()).toMatch(/❌ FreeScout API: [^]*❌ FreeScout database: /);
      await pause(LONGER_THAN_A_POLL);
      for (const column of [slack, discord]) expect(await cards(column, 'Nobody hears the bell')).toBe(0);
    });
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, 'Nobody hears the bell')), PATIENCE).toContain('Nobody has it.');
      expect(await cards(column, 'Nobody hears the bell')).toBe(1);
    }
    expect(await health()).not.toContain('❌ FreeScout');
  });

  test('Slack: Discord has the card at once, Slack has it once when it is back, and its buttons work', async () => {
    const { slack, discord } = here;
    await without('Slack', async () => {
      await raise('Initech', 'INITECH-SRV01');
      await expect.poll(said(card(discord, 'INITECH-SRV01')), PATIENCE).toContain('CRITICAL');
      expect(await cards(slack, 'INITECH-SRV01')).toBe(0);
    });
    await expect.poll(said(card(slack, 'INITECH-SRV01')), PATIENCE).toContain('CRITICAL');
    expect(await cards(slack, 'INITECH-SRV01')).toBe(1);
    await card(slack, 'INITECH-SRV01').getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(said(card(discord, 'INITECH-SRV01')), PATIENCE).toContain('Acknowledged by Ben Cole');
  });

  test('Discord: Slack has the card at once, Discord has it once when it is back, and its buttons work', async () => {
    const { slack, discord } = here;
    await without('Discord', async () => {
      await raise('Globex', 'GLOBEX-DC01');
      await expect.poll(said(card(slack, 'GLOBEX-DC01')), PATIENCE).toContain('CRITICAL');
      expect(await cards(discord, 'GLOBEX-DC01')).toBe(0);
    });
    await expect.poll(said(card(discord, 'GLOBEX-DC01')), PATIENCE).toContain('CRITICAL');
    expect(await cards(discord, 'GLOBEX-DC01')).toBe(1);
    await card(discord, 'GLOBEX-DC01').getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(said(card(slack, 'GLOBEX-DC01')), PATIENCE).toContain('Acknowledged by Ben Cole');
    expect(here.strays).toEqual([]);
    expect(here.complaints).toEqual([]);
  });
});
