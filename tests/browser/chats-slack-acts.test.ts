import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mrkdwn, option, pressed } from './chats-slack.ts';
import { openChats, SLACK_CHANNEL, type Chats } from './chats-stage.ts';
import { said } from './stage.ts';

type Json = Record<string, unknown>;

let chats: Chats;
let card: Locator;

beforeAll(async () => {
  chats = await openChats();
  await chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, text: 'press', blocks: pressed() });
  card = chats.slack.locator('article', { hasText: 'Ring all' });
  await card.waitFor();
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

/** What the app heard last of this element. */
function heard(actionId: string): () => Json | undefined {
  return () =>
    chats.slackEnd.heard
      .flatMap((one) => (one['actions'] ?? []) as Json[])
      .findLast((one) => one['action_id'] === actionId);
}

describe('what a person presses in Slack', { timeout: 30_000 }, () => {
  test('a button is heard, and its style is seen', async () => {
    await card.getByRole('button', { name: 'Plain' }).click();
    await expect.poll(heard('plain')).toMatchObject({ value: 'v', block_id: 'buttons' });
    expect(await card.getByRole('button', { name: 'Good' }).getAttribute('class')).toContain('primary');
  });

  test('one that asks back counts only after the yes', async () => {
    await card.getByRole('button', { name: 'Ring all' }).click();
    const question = chats.page.getByRole('dialog', { name: 'Really?' });
    expect(await question.innerText()).toContain('It rings all');
    expect(await question.locator('b').innerText()).toBe('rings');
    await question.getByRole('button', { name: 'No', exact: true }).click();
    await question.waitFor({ state: 'detached' });
    expect(heard('sure')()).toBeUndefined();
    await card.getByRole('button', { name: 'Ring all' }).click();
    await question.getByRole('button', { name: 'Do it' }).click();
    await expect.poll(heard('sure')).toMatchObject({ type: 'button' });
  });

  test('a link button leads to its page, and the app hears of it', async () => {
    const link = card.getByRole('link', { name: 'Open it' });
    expect(await link.getAttribute('href')).toBe('https://a.example/open');
    expect(await link.getAttribute('target')).toBe('_blank');
    await chats.page.context().route('https://a.example/**', (route) => route.fulfill({ body: 'there' }));
    const opened = chats.page.context().waitForEvent('page');
    await link.click();
    await (await opened).close();
    await expect.poll(heard('go')).toMatchObject({ url: 'https://a.example/open' });
  });

  test('an overflow menu opens, and Escape closes it', async () => {
    const more = card.getByRole('button', { name: 'More choices' });
    await more.click();
    await chats.page.keyboard.press('Escape');
    await chats.page.getByRole('button', { name: 'HIDE' }).waitFor({ state: 'hidden' });
    await more.click();
    await chats.page.getByRole('button', { name: 'HIDE' }).click();
    await expect.poll(heard('more')).toMatchObject({ selected_option: { value: 'hide' } });
  });

  test('menus of options, people and channels', async () => {
    await card.getByRole('combobox', { name: 'A colour' }).selectOption('green');
    await expect.poll(heard('colour')).toMatchObject({ selected_option: { value: 'green' } });
    await card.getByRole('combobox', { name: 'A person' }).selectOption('Ben Cole');
    await expect.poll(heard('person')).toMatchObject({ selected_user: 'U0BEN' });
    await card.getByRole('combobox', { name: 'A channel' }).selectOption('# second-line');
    await expect.poll(heard('channel')).toMatchObject({ selected_channel: 'C0SECOND' });
  });

  test('a menu of several counts once it is closed, and takes no more than it may', async () => {
    await card.getByRole('button', { name: 'Colours' }).click();
    const { page } = chats;
    await page.getByRole('checkbox', { name: 'RED' }).check();
    await page.getByRole('checkbox', { name: 'BLUE' }).check();
    await expect.poll(() => page.getByRole('checkbox', { name: 'GREEN' }).isDisabled()).toBe(true);
    expect(heard('colours')()).toBeUndefined();
    await page.keyboard.press('Escape');
    await expect.poll(heard('colours')).toMatchObject({ selected_options: [{ value: 'red' }, { value: 'blue' }] });
    await expect.poll(said(card.getByRole('button', { name: 'Colours' }))).toContain('RED, BLUE');
  });

  test('a menu whose options the app is asked for', async () => {
    chats.slackEnd.answer = ({ type, value }) =>
      type === 'block_suggestion' ? { options: [option(`${String(value)}-one`), option('two')] } : undefined;
    await card.getByRole('combobox', { name: 'A customer' }).fill('glo');
    await card.getByRole('option', { name: 'GLO-ONE' }).click();
    await expect.poll(heard('far')).toMatchObject({ selected_option: { value: 'glo-one' } });
    await card.getByRole('combobox', { name: 'A customer' }).fill('nothing chosen');
    await chats.slack.getByRole('log').focus();
    await expect.poll(() => card.getByRole('combobox', { name: 'A customer' }).inputValue()).toBe('GLO-ONE');
  });

  test('a date, a time, boxes and radio buttons', async () => {
    const day = card.getByLabel('A day');
    expect(await day.inputValue()).toBe('2026-05-04');
    await day.fill('2026-06-05');
    await expect.poll(heard('day')).toMatchObject({ selected_date: '2026-06-05' });
    await card.getByLabel('An hour').fill('07:30');
    await expect.poll(heard('hour')).toMatchObject({ selected_time: '07:30' });
    await card.getByRole('checkbox', { name: 'WIDE' }).check();
    await card.getByRole('checkbox', { name: 'TALL' }).check();
    await expect.poll(heard('which')).toMatchObject({ selected_options: [{ value: 'wide' }, { value: 'tall' }] });
    await card.getByRole('radio', { name: 'RIGHT' }).check();
    await expect.poll(heard('one')).toMatchObject({ selected_option: { value: 'right' } });
  });

  test("a message's menu holds the shortcuts that the manifest declares", async () => {
    await card.getByRole('button', { name: 'More actions' }).click();
    await chats.page.getByRole('button', { name: 'Make a ticket' }).click();
    await expect
      .poll(() => chats.slackEnd.heard.at(-1))
      .toMatchObject({ type: 'message_action', callback_id: 'make-ticket', message: { text: 'press' } });
  });

  test('a command tells what may follow it, and is sent as it was typed', async () => {
    const line = chats.slack.getByRole('combobox', { name: 'Slash command in Slack' });
    await line.fill('/al');
    const offered = chats.slack.getByRole('listbox', { name: 'Slash command' }).getByRole('option');
    await expect.poll(() => offered.allInnerTexts()).toEqual(['/alerts [all | critical]\nWhat fails now']);
    await chats.page.keyboard.press('ArrowDown');
    await chats.page.keyboard.press('Enter');
    await chats.page.keyboard.type('critical  now');
    await expect.poll(said(chats.slack.locator('#hint-slack'))).toBe('/alerts [all | critical]');
    chats.slackEnd.answer = () => ({ response_type: 'ephemeral', text: 'So it is' });
    await chats.page.keyboard.press('Enter');
    await expect.poll(said(chats.slack.locator('article.own').last())).toContain('So it is');
    expect(chats.slackEnd.heard.at(-1)).toMatchObject({ command: '/alerts', text: 'critical  now' });
    expect(await line.inputValue()).toBe('');
  });

  test('the Home tab shows what the app publishes, and its buttons work', async () => {
    const { slack, slackEnd } = chats;
    slackEnd.answer = () => undefined;
    await slack.getByRole('button', { name: 'Home' }).click();
    const home = slack.getByRole('region', { name: 'Home of Deskbell' });
    await expect.poll(said(home)).toContain('nothing to show here yet');
    await expect
      .poll(() => slackEnd.heard.at(-1))
      .toMatchObject({ event: { type: 'app_home_opened', user: 'U0ANN', tab: 'home' } });
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Your night' } },
      { type: 'section', text: mrkdwn('*Two* things wait') },
      {
        type: 'actions',
        block_id: 'home',
        elements: [{ type: 'button', action_id: 'at-home', text: { type: 'plain_text', text: 'Refresh' } }],
      },
      {
        type: 'actions',
        block_id: 'kept',
        elements: [{ type: 'static_select', action_id: 'at-home-menu', options: [option('a'), option('b')] }],
      },
    ];
    await chats.callSlack('views.publish', { user_id: 'U0ANN', view: { type: 'home', blocks } });
    await expect.poll(said(home)).toMatch(/Your night[^]*Two things wait/);
    await home.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(heard('at-home')).toMatchObject({ block_id: 'home' });
    await home.getByRole('combobox').selectOption('b');
    await expect.poll(heard('at-home-menu')).toMatchObject({ selected_option: { value: 'b' } });
    await slack.getByRole('button', { name: '# alerts' }).click();
    await slack.getByRole('button', { name: 'Home' }).click();
    await expect.poll(() => home.getByRole('combobox').inputValue()).toBe('b');
    await slack.getByRole('button', { name: '# alerts' }).click();
  });

  test('an app that refuses is said so', async () => {
    chats.slackEnd.answer = () => 500;
    await card.getByRole('button', { name: 'Plain' }).click();
    await expect.poll(said(chats.slack.getByRole('status'))).toContain('Slack: http_500');
    expect(chats.complaints).toEqual([]);
  });
});
