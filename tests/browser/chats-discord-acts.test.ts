import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, classic, commands, firstForm, newer, row, secondForm, selects } from './chats-discord.ts';
import { newer as slackNewer, pressed, rich, words } from './chats-slack.ts';
import { COMMANDS, DISCORD_CHANNEL, openChats, SLACK_CHANNEL, widthOf, type Chats } from './chats-stage.ts';
import { said, visit } from './stage.ts';

type Json = Record<string, unknown>;

const MODAL = 9;
const CHOICES = 8;

let chats: Chats;
let line: Locator;
let form: Locator;

beforeAll(async () => {
  chats = await openChats();
  line = chats.discord.getByRole('combobox', { name: 'Slash command in Discord' });
  form = chats.page.getByRole('dialog');
  await chats.callDiscord('PUT', COMMANDS, commands);
  await chats.callDiscord('POST', `/channels/${DISCORD_CHANNEL}/messages`, {
    content: 'press me',
    components: [row(button('form', 'A form'))],
  });
  await chats.discord.getByRole('button', { name: 'Apps' }).waitFor();
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

const heard = () => chats.discordEnd.heard.at(-1)?.['data'];
const offered = () => chats.discord.getByRole('listbox', { name: 'Slash command' }).getByRole('option').allInnerTexts();

async function openForm(data: Json): Promise<void> {
  chats.discordEnd.answer = ({ type }) => (type === 3 ? { type: MODAL, data } : undefined);
  await chats.discord.getByRole('button', { name: 'A form' }).click();
  await form.waitFor();
}

/** What was sent of each field, by its id. */
function sentFields(): Record<string, unknown> {
  const { components } = heard() as { components: { component?: Json }[] };
  return Object.fromEntries(
    components.flatMap(({ component }) =>
      component ? [[String(component['custom_id']), component['values'] ?? component['value']]] : [],
    ),
  );
}

describe("Discord's commands and forms", { timeout: 40_000 }, () => {
  test('commands, groups and subcommands are offered, and those of a menu are not', async () => {
    await line.fill('/');
    await expect
      .poll(offered)
      .toEqual(['/alerts\nWhat fails now', '/desk help\nWhat it can do', '/desk link person\nLink somebody']);
    await line.fill('/desk link person ');
    await expect.poll(said(chats.discord.locator('#hint-discord'))).toBe('/desk link person who');
    await chats.discord.getByRole('option', { name: '@Cara Diaz' }).click();
    expect(await line.inputValue()).toBe('/desk link person who:@Cara Diaz');
    await line.press('Enter');
    await expect.poll(heard).toMatchObject({
      name: 'desk',
      options: [
        { name: 'link', options: [{ name: 'person', options: [{ name: 'who', value: '400000000000000003' }] }] },
      ],
    });
  });

  test('options, choices and what the bot offers, by the keyboard alone', async () => {
    const { page } = chats;
    chats.discordEnd.answer = ({ type, data }) =>
      type === 4
        ? { type: CHOICES, data: { choices: [{ name: 'The critical ones', value: 'critical' }] } }
        : { type: 4, data: { content: `heard ${String((data as Json)['name'])}`, flags: 64 } };
    await line.focus();
    await page.keyboard.type('/alerts cri');
    await expect.poll(offered).toEqual(['The critical ones']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(offered).toEqual(['order:\nIn which order', 'all:\nOf every client']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(offered).toEqual(['Newest first', 'Oldest first']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' all:true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect
      .poll(said(chats.discord.locator('article.own').last()))
      .toMatch(/Ann Baker used a command[^]*heard alerts/);
    expect(heard()).toMatchObject({
      options: [
        { name: 'show', value: 'critical' },
        { name: 'order', value: 'new' },
        { name: 'all', value: true },
      ],
    });
  });

  test('a value that is not among the choices is refused', async () => {
    await line.fill('/alerts order:sideways');
    await line.press('Enter');
    await expect.poll(said(chats.discord.getByRole('status'))).toContain('has no choice sideways');
    await line.fill('/nonsense');
    await line.press('Enter');
    await expect.poll(said(chats.discord.getByRole('status'))).toContain('there is no command /nonsense');
  });

  test("a message's menu holds the commands that the bot has for it", async () => {
    const message = chats.discord.locator('article', { hasText: 'press me' });
    await message.getByRole('button', { name: 'Apps' }).click();
    await chats.page.getByRole('button', { name: 'Make a ticket' }).click();
    await expect.poll(heard).toMatchObject({ name: 'Make a ticket', type: 3 });
    expect(heard()).toMatchObject({ target_id: await message.getAttribute('data-id') });
  });

  test('a form says what it misses, lets nothing too long in, and is sent', async () => {
    await openForm(firstForm());
    expect(await form.innerText()).toMatch(/The first form[^]*Fill it all[^]*Hours\*\s+As 1\.5/);
    const before = chats.discordEnd.heard.length;
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect
      .poll(() => form.getByRole('alert').allInnerTexts())
      .toEqual(['This field is required.', 'This field is required.']);
    await form.getByLabel('Hours').fill('1');
    await form.getByRole('combobox', { name: 'Colour', exact: true }).selectOption('red');
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => form.getByRole('alert').allInnerTexts()).toEqual(['Must be 2 or more in length.']);
    expect(chats.discordEnd.heard.length).toBe(before);
    await form.getByLabel('Hours').fill('');
    await form.getByLabel('Hours').pressSequentially('12345678');
    await form.getByRole('button', { name: 'Colours' }).click();
    await chats.page.getByRole('checkbox', { name: 'GREEN' }).check();
    await chats.page.keyboard.press('Escape');
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    expect(sentFields()).toEqual({ hours: '1234', story: 'Once', colour: ['red'], colours: ['green'] });
  });

  test('a form is filled in and sent by the keyboard alone', async () => {
    const { page } = chats;
    await openForm(secondForm());
    await form.getByRole('combobox', { name: 'Who' }).waitFor();
    await page.keyboard.type('@Ben');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(sentFields()).toEqual({
      who: ['400000000000000002'],
      where: [],
      side: 'right',
      extras: ['one'],
      sure: true,
    });
    // The browser itself notes the one refusal that was asked for above.
    expect(chats.complaints.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });
});

describe('both chats, full of everything', { timeout: 40_000 }, () => {
  test('nothing is wider than the window, at 1280 and at 390 pixels', async () => {
    for (const blocks of [words(), rich(), slackNewer(), pressed()])
      await chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, text: 'all', blocks });
    for (const body of [classic(), newer(), selects()])
      await chats.callDiscord('POST', `/channels/${DISCORD_CHANNEL}/messages`, body);
    await chats.discord.getByText('Choose one of each').waitFor();
    expect(await widthOf(chats.page)).toBe(1280);
    expect(await chats.page.evaluate(TOO_WIDE)).toEqual([]);
    const small = await visit(chats.browser, chats.url, { width: 390, height: 844 });
    for (const name of ['Slack', 'Discord']) {
      await small.page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name }).click();
      await small.page.getByRole('region', { name, exact: true }).waitFor();
      expect(await widthOf(small.page)).toBe(390);
      expect(await small.page.evaluate(TOO_WIDE)).toEqual([]);
    }
    expect(small.complaints).toEqual([]);
    await small.page.close();
  });

  test('who reads the newest still does in a smaller window', async () => {
    const { page, slack, discord } = chats;
    await page.setViewportSize({ width: 1280, height: 1400 });
    await page.setViewportSize({ width: 1280, height: 700 });
    for (const column of [slack, discord]) {
      const left = () => column.getByRole('log').evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
      await expect.poll(left).toBeLessThan(2);
    }
  });
});

/** What sticks out of its column, but for what scrolls by itself. */
const TOO_WIDE = `[...document.querySelectorAll('.column .messages *')]
  .filter((one) => one.closest('.s-table, .s-carousel') === null)
  .filter((one) => one.getBoundingClientRect().right > one.closest('.messages').getBoundingClientRect().right + 1)
  .map((one) => one.outerHTML.slice(0, 80))`;
