import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, card, open, said, startBrowser, startDemoProcess, visit, type DemoProcess, type Visit } from './stage.ts';

const PATIENCE = { timeout: 30_000 };
const ALERTS = 40;

let demo: DemoProcess;
let browser: Browser;
let here: Visit;
/** How many of the forty the storm's card holds: the first may have had cards of their own before the others came. */
let folded = 0;

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
    folded = await inStorm(slack);
    expect(folded).toBeGreaterThanOrEqual(ALERTS - 2);
    expect(await inStorm(discord)).toBe(folded);
  });

  test('each of them is within reach: the list is read page by page on both chats', async () => {
    const { slack, discord } = here;
    for (const column of [slack, discord]) {
      await card(column, 'STORM')
        .getByRole('button', { name: `Show all ${folded}` })
        .click();
      const list = column.locator('article.own', { hasText: 'GLOBEX-' }).last();
      await list.waitFor();
      expect((await allDevices(list)).size).toBe(folded);
    }
  });

  test('acknowledged together only once that is confirmed, and both chats say so', async () => {
    const { page, slack, discord } = here;
    const acknowledge = card(slack, 'STORM').getByRole('button', { name: `Acknowledge ${folded}` });
    await acknowledge.click();
    const question = page.getByRole('dialog', { name: `Acknowledge ${folded}` });
    expect(await question.innerText()).toContain(`Acknowledge ${folded} alerts?`);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await card(slack, 'STORM').innerText()).toContain('0 acknowledged');
    await acknowledge.click();
    await question.locator('button[type=submit]').click();
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, 'STORM')), PATIENCE).toContain(`${folded} acknowledged`);
      expect(await card(column, 'STORM').innerText()).not.toContain('Nobody has acknowledged');
    }
  });

  test('over for all at once, the same card says so', async () => {
    const { slack, discord, behind } = here;
    await behind.getByRole('button', { name: 'All recover' }).click();
    for (const column of [slack, discord]) {
      await expect.poll(said(card(column, `${folded} alerts at Globex`)), PATIENCE).toContain('ALL OVER');
      expect(await column.locator('article:not(.own)', { hasText: 'STORM' }).count()).toBe(0);
    }
    await expect.poll(said(behind), PATIENCE).toContain('0 open');
    expect(here.strays).toEqual([]);
    expect(here.complaints).toEqual([]);
  });
});
