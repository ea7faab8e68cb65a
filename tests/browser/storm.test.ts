import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const PATIENCE = { timeout: 30_000 };
const ALERTS = 40;

let demo: DemoProcess;
let browser: Browser;
let here: Visit;
/** How many of the forty a chat's storm card holds: each chat folds by itself, and the first may have had cards of their own before the others came. */
const folded = { slack: 0, discord: 0 };
const CHATS = ['slack', 'discord'] as const;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoProcess('--port', '0', '--report-every', '3600'), startBrowser()]);
  here = await visit(browser, demo.url);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await demo?.interrupt();
}, 30_000);

/** How many alerts the storm's card of a column speaks of. */
async function inStorm(column: Locator): Promise<number> {
  return Number(/(\d+) alerts at Globex, HQ/.exec(await said(card(column, 'STORM'))())?.[1] ?? 0);
}

/** Every device that a list names, read page by page as a person does. */
async function allDevices(list: Locator): Promise<Set<string>> {
  const devices = new Set<string>();
  const next = list.getByRole('button', { name: 'Next' });
  // Times that count by themselves are no other page.
  const named = async () => [...(await said(list)()).matchAll(/GLOBEX-[A-Z0-9-]+(?=: )/g)].map(([device]) => device);
  for (;;) {
    const page = await named();
    for (const device of page) devices.add(device);
    if ((await next.count()) === 0) return devices;
    await next.click();
    await expect.poll(named, PATIENCE).not.toEqual(page);
  }
}

describe('a storm of forty', { timeout: 120_000 }, () => {
  test('is one card on each chat, and the page shows all forty in Tactical RMM', async () => {
    const { slack, discord, panel, behind } = here;
    await act(here, 'Ben');
    await open(here, 'A storm');
    await panel.getByRole('combobox', { name: /^At/ }).selectOption('Globex');
    await panel.getByLabel('How many').fill(String(ALERTS));
    await panel.getByRole('combobox', { name: 'What', exact: true }).selectOption('check');
    await panel.getByRole('button', { name: 'Start the storm' }).click();
    await expect.poll(said(behind), PATIENCE).toContain(`${ALERTS} open`);
    for (const column of [slack, discord]) {
      const all = column.locator('article:not(.own)', { hasText: 'Ping Internet' });
      await expect.poll(async () => (await inStorm(column)) + (await all.count()) - 1, PATIENCE).toBe(ALERTS);
      expect(await column.locator('article:not(.own)', { hasText: 'STORM' }).count()).toBe(1);
    }
    for (const chat of CHATS) folded[chat] = await inStorm(here[chat]);
    expect(Math.min(folded.slack, folded.discord)).toBeGreaterThanOrEqual(ALERTS - 2);
  });

  test('each of them is within reach: the list is read page by page on both chats', async () => {
    for (const chat of CHATS) {
      const column = here[chat];
      await card(column, 'STORM')
        .getByRole('button', { name: `Show all ${folded[chat]}` })
        .click();
      const list = column.locator('article.own', { hasText: 'GLOBEX-' }).last();
      await list.waitFor();
      expect((await allDevices(list)).size).toBe(folded[chat]);
    }
  });

  test('acknowledged together only once that is confirmed, and both chats say so', async () => {
    const { page, slack, discord } = here;
    const all = `Acknowledge ${folded.slack}`;
    const acknowledge = card(slack, 'STORM').getByRole('button', { name: all });
    await acknowledge.click();
    const question = page.getByRole('dialog', { name: all });
    expect(await question.innerText()).toContain(`${all} alerts?`);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await card(slack, 'STORM').innerText()).toContain('0 acknowledged');
    await acknowledge.click();
    await question.locator('button[type=submit]').click();
    await expect.poll(said(card(slack, 'STORM')), PATIENCE).toContain(`${folded.slack} acknowledged`);
    expect(await card(slack, 'STORM').innerText()).not.toContain('Nobody has acknowledged');
    // What has a card of its own on the one chat may be in the storm of the other.
    const apart = 2 * ALERTS - folded.slack - folded.discord;
    await expect
      .poll(async () => Number(/(\d+) acknowledged/.exec(await said(card(discord, 'STORM'))())?.[1]), PATIENCE)
      .toBeGreaterThanOrEqual(ALERTS - apart);
  });

  test('over for all at once, the same card says so', async () => {
    const { behind } = here;
    await behind.getByRole('button', { name: 'All recover' }).click();
    for (const chat of CHATS) {
      const column = here[chat];
      await expect.poll(said(card(column, `${folded[chat]} alerts at Globex`)), PATIENCE).toContain('ALL OVER');
      expect(await column.locator('article:not(.own)', { hasText: 'STORM' }).count()).toBe(0);
    }
    await expect.poll(said(behind), PATIENCE).toContain('0 open');
    expect(here.strays).toEqual([]);
    expect(here.complaints).toEqual([]);
  });
});
