import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, classic, EPHEMERAL, markdownWords, newer, row, selects, textOf, V2 } from './chats-discord.ts';
import { HOSTILE } from './chats-slack.ts';
import { DISCORD_CHANNEL, openChats, type Chats } from './chats-stage.ts';
import { act, said } from './stage.ts';

type Json = Record<string, unknown>;

const ANN = '400000000000000001';

let chats: Chats;

beforeAll(async () => {
  chats = await openChats();
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

function post(body: Json, channel = DISCORD_CHANNEL): Promise<Json> {
  return chats.callDiscord('POST', `/channels/${channel}/messages`, body);
}

const last = () => chats.discord.locator('article').last();
const heard = () => chats.discordEnd.heard.at(-1)?.['data'];

describe('what the bot writes in Discord', { timeout: 30_000 }, () => {
  test('markdown, names, times and hostile words', async () => {
    await post({ content: markdownWords(HOSTILE) });
    await expect
      .poll(said(last()))
      .toMatch(/Big words\s+small words\s+bold slanted under struck code secret a link @Ben Cole @On call #tickets/);
    const text = await last().innerText();
    expect(text).toMatch(/2 hours ago\s+quoted\s+a point/);
    expect(text).toContain(HOSTILE);
    expect(await last().getByRole('link', { name: 'a link' }).getAttribute('href')).toBe('https://a.example/d');
    expect(await last().getAttribute('class')).toContain('rings');
    expect(await chats.page.evaluate('"hit" in window')).toBe(false);
  });

  test('an embed with all its parts, buttons in rows and menus', async () => {
    await post(classic());
    await expect.poll(said(last())).toMatch(/A classic message[^]*The author[^]*An embed[^]*described here/);
    expect(await last().innerText()).toMatch(
      /Left\s+inline one\s+Right\s+inline two\s+Below\s+a whole line[^]*The footer • 4 May 2026, 12:00/,
    );
    const stripe = "getComputedStyle(document.querySelector('.d-embed'), '::before').backgroundColor";
    expect(await chats.page.evaluate(stripe)).toBe('rgb(224, 30, 90)');
    expect(
      await last()
        .getByRole('link', { name: /^A page/ })
        .getAttribute('href'),
    ).toBe('https://a.example/page');
    expect(await last().getByRole('button', { name: 'Switched off' }).isDisabled()).toBe(true);
    await last().getByRole('button', { name: '🔥 Grey' }).click();
    await expect.poll(heard).toMatchObject({ custom_id: 'grey' });
    await last().getByRole('combobox', { name: 'A colour' }).selectOption('green');
    await expect.poll(heard).toMatchObject({ custom_id: 'colour', values: ['green'] });
  });

  test('a menu of several counts once it is closed, and takes no more than it may', async () => {
    const before = chats.discordEnd.heard.length;
    await last().getByRole('button', { name: 'Some colours' }).click();
    await chats.page.getByRole('checkbox', { name: 'RED' }).check();
    await chats.page.getByRole('checkbox', { name: 'BLUE' }).check();
    await expect.poll(() => chats.page.getByRole('checkbox', { name: 'GREEN' }).isDisabled()).toBe(true);
    expect(chats.discordEnd.heard.length).toBe(before);
    await chats.page.keyboard.press('Escape');
    await expect.poll(heard).toMatchObject({ custom_id: 'colours', values: ['red', 'blue'] });
  });

  test('menus of people, roles, both, and channels; a disabled one cannot be used', async () => {
    await post(selects());
    await expect.poll(said(last())).toContain('Choose one of each');
    const choose = async (name: string, label: string) =>
      last().getByRole('combobox', { name }).selectOption({ label });
    await choose('A user', '@Ben Cole');
    await expect.poll(heard).toMatchObject({ custom_id: 'user', values: ['400000000000000002'] });
    await choose('A role', '@On call');
    await expect.poll(heard).toMatchObject({ custom_id: 'role' });
    await choose('Anybody', '@Cara Diaz');
    await expect.poll(heard).toMatchObject({ custom_id: 'mentionable', values: ['400000000000000003'] });
    await choose('A channel', '#tickets');
    await expect.poll(heard).toMatchObject({ custom_id: 'channel', values: ['300000000000000002'] });
    expect(await last().getByRole('combobox', { name: 'Not now' }).isDisabled()).toBe(true);
  });

  test('components of the second kind', async () => {
    await post(newer());
    await expect.poll(said(last())).toContain('In a container');
    const card = last();
    const stripe =
      "getComputedStyle([...document.querySelectorAll('.d-container')].at(-2), '::before').backgroundColor";
    expect(await chats.page.evaluate(stripe)).toBe('rgb(87, 242, 135)');
    await card.getByRole('button', { name: 'At the side' }).click();
    await expect.poll(heard).toMatchObject({ custom_id: 'side' });
    expect(await card.getByRole('link', { name: 'A thumbnail' }).count()).toBe(1);
    expect(await card.getByRole('group', { name: 'Pictures' }).getByText('First picture').isVisible()).toBe(true);
    for (const hidden of ['Hidden picture', 'kept back']) {
      expect(await card.getByText(hidden).isVisible()).toBe(false);
      await card.locator('details', { hasText: hidden }).getByText('Spoiler').click();
      expect(await card.getByText(hidden).isVisible()).toBe(true);
    }
  });

  test('an edit is said and takes away what was chosen', async () => {
    const menu = (value: string): Json =>
      row({ type: 3, custom_id: 'once', placeholder: 'Once', options: [{ label: value, value }] });
    const { id } = await post({ content: 'before', components: [menu('old')] });
    await last().getByRole('combobox').selectOption('old');
    await expect.poll(heard).toMatchObject({ custom_id: 'once', values: ['old'] });
    await chats.callDiscord('PATCH', `/channels/${DISCORD_CHANNEL}/messages/${String(id)}`, {
      content: 'after',
      components: [menu('new')],
    });
    await expect.poll(said(last())).toMatch(/after[^]*\(edited\)/);
    await expect.poll(() => last().getByRole('combobox').inputValue()).toBe('');
  });

  test('a thread hangs on its message; an answer says what it answers', async () => {
    const { id } = await post({ content: 'the root' });
    const thread = await chats.callDiscord('POST', `/channels/${DISCORD_CHANNEL}/messages/${String(id)}/threads`, {
      name: 'What happened',
    });
    await post({ content: 'in the thread', components: [row(button('deep', 'Deep'))] }, String(thread['id']));
    await chats.discord.getByRole('button', { name: /What happened/ }).click();
    await chats.discord.getByRole('button', { name: 'Deep' }).click();
    await expect.poll(heard).toMatchObject({ custom_id: 'deep' });
    await post({ content: 'an answer', message_reference: { message_id: id } });
    await expect.poll(said(last())).toMatch(/↱ Deskbell the root[^]*an answer/);
    const wordless = await post({ flags: V2, components: [textOf('a card')] });
    await post({ content: 'of a card', message_reference: { message_id: wordless['id'] } });
    await expect.poll(said(last())).toMatch(/↱ Deskbell Click to see attachment[^]*of a card/);
  });

  test('what one person alone sees is seen by nobody else, and goes away', async () => {
    await post({ content: 'press me', components: [row(button('whisper', 'Whisper'))] });
    chats.discordEnd.answer = () => ({
      type: 4,
      data: { flags: EPHEMERAL | V2, components: [textOf('for you alone')] },
    });
    await last().getByRole('button', { name: 'Whisper' }).click();
    const own: Locator = chats.discord.locator('article.own');
    await expect.poll(said(own)).toMatch(/for you alone[^]*Only you can see this/);
    await act(chats, 'Ben');
    await own.waitFor({ state: 'detached' });
    await act(chats, 'Ann');
    await own.getByRole('button', { name: 'Dismiss message' }).click();
    await own.waitFor({ state: 'detached' });
    expect(await own.count()).toBe(0);
  });

  test('an answer that is still being thought of says so, and is filled in', async () => {
    chats.discordEnd.answer = () => ({ type: 5, data: { flags: EPHEMERAL } });
    await last().getByRole('button', { name: 'Whisper' }).click();
    const own = chats.discord.locator('article.own');
    await expect.poll(said(own)).toContain('Deskbell is thinking…');
    const token = String(chats.discordEnd.heard.at(-1)?.['token']);
    await chats.callDiscord('PATCH', `/webhooks/100000000000000001/${token}/messages/@original`, {
      content: 'thought',
    });
    await expect.poll(said(own)).toContain('thought');
    expect(await own.innerText()).not.toContain('thinking');
  });

  test('every channel and the direct message have a tab', async () => {
    const { id } = await chats.callDiscord('POST', '/users/@me/channels', { recipient_id: ANN });
    await post({ content: 'only to you' }, String(id));
    await chats.discord.getByRole('button', { name: 'Deskbell 1' }).click();
    await expect.poll(said(last())).toContain('only to you');
    await chats.discord.getByRole('button', { name: '# tickets' }).click();
    await expect.poll(said(chats.discord.getByRole('log'))).toContain('Nothing has rung yet.');
    await chats.discord.getByRole('button', { name: '# alerts' }).click();
    await expect.poll(() => chats.discord.getByText('the root').first().isVisible()).toBe(true);
  });

  test('a component of tomorrow is a box that says so', async () => {
    const said = await chats.page.evaluate(`import('/page/discord/components.js').then(async ({ componentsShown }) => {
      const { render } = await import('lit-html');
      const place = document.createElement('div');
      render(componentsShown([{ type: 17, components: [{ type: 99 }] }], { channel: '1', message: '2' }), place);
      return [...place.querySelectorAll('.unknown')].map((one) => one.textContent);
    })`);
    expect(said).toEqual(['Cannot be shown here: component 99']);
  });

  test('nothing was asked of another host, nothing hostile came alive, and nothing was complained of', async () => {
    expect(await chats.page.locator('main img, main script, main iframe, [href^="javascript"]').count()).toBe(0);
    expect(chats.strays).toEqual([]);
    expect(chats.complaints).toEqual([]);
  });
});
