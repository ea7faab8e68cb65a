import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  button,
  classic,
  EPHEMERAL,
  firstForm,
  markdownWords,
  newer,
  row,
  secondForm,
  selects,
} from './chats-discord.ts';
import * as slackBlocks from './chats-slack.ts';
import { DISCORD_CHANNEL, openChats, SLACK_CHANNEL, type Chats } from './chats-stage.ts';
import { open } from './stage.ts';

type Json = Record<string, unknown>;

const MODAL = 9;
const ONE_PERSON = 4;

const { everyField, HOSTILE, modal, pressed, rich, TABLE, words } = slackBlocks;

let chats: Chats;

beforeAll(async () => {
  chats = await openChats();
  await chats.page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  await fillSlack();
  await fillDiscord();
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

/** A card of every kind, a thread that stands open, and what one person alone sees. */
async function fillSlack(): Promise<void> {
  const post = (body: Json) => chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, text: 'all', ...body });
  const attachment = { color: '#e01e5a', blocks: [...words(), TABLE], fallback: 'a card' };
  await post({ attachments: [attachment] });
  for (const blocks of [rich(), slackBlocks.newer(), pressed()]) await post({ blocks });
  const { ts } = await post({ text: 'the root in Slack' });
  await post({ thread_ts: ts, blocks: words() });
  await chats.callSlack('chat.postEphemeral', { channel: SLACK_CHANNEL, user: 'U0ANN', text: 'for Ann alone' });
  await chats.slack.locator('article', { hasText: 'the root' }).getByRole('button', { name: '1 reply' }).click();
  await chats.slack.getByText('Only visible to you').waitFor();
}

async function fillDiscord(): Promise<void> {
  const { discord, discordEnd } = chats;
  const post = (body: Json, channel = DISCORD_CHANNEL) =>
    chats.callDiscord('POST', `/channels/${channel}/messages`, body);
  for (const body of [classic(), newer(), selects(), { content: markdownWords(HOSTILE) }]) await post(body);
  const { id } = await post({ content: 'the root in Discord' });
  const thread = await chats.callDiscord('POST', `/channels/${DISCORD_CHANNEL}/messages/${String(id)}/threads`, {
    name: 'What happened',
  });
  await post(classic(), String(thread['id']));
  await discord.getByRole('button', { name: /What happened/ }).click();
  discordEnd.answer = () => ({ type: ONE_PERSON, data: { flags: EPHEMERAL, content: 'for Ann alone' } });
  await post({ content: 'press me', components: [row(button('whisper', 'Whisper'), button('form', 'A form'))] });
  await discord.getByRole('button', { name: 'Whisper' }).click();
  await discord.getByText('Only you can see this').waitFor();
}

/** What axe finds on the whole page as it now stands, light and dark, wide and narrow: as `where: rule: element`. */
async function barriers(): Promise<string[]> {
  const { page } = chats;
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(viewport);
      const rows = await page.evaluate(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`);
      found.push(...(rows as string[]).map((one) => `${colorScheme}, ${viewport.width}: ${one}`));
    }
  }
  return found;
}

/** At 390 pixels one part of the page is seen at a time. */
async function show(part: 'Slack' | 'Discord'): Promise<void> {
  const { page } = chats;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: part }).click();
}

/** The same with a dialog over the page, which is closed then. */
async function barriersOfDialog(press: string): Promise<string[]> {
  const dialog = chats.page.getByRole('dialog');
  const found = await barriers();
  await dialog.getByRole('button', { name: press }).click();
  await dialog.waitFor({ state: 'detached' });
  return found;
}

describe('axe finds nothing, in light and dark, at 1280 and at 390 pixels', { timeout: 30_000 }, () => {
  test('in Slack, full of everything', async () => {
    await show('Slack');
    expect(await barriers()).toEqual([]);
  });

  test('in Discord, full of everything', async () => {
    await show('Discord');
    expect(await barriers()).toEqual([]);
  });

  test('in the list of commands, with one of them marked', async () => {
    const { page, slack } = chats;
    await show('Slack');
    const line = slack.getByRole('combobox', { name: 'Slash command in Slack' });
    await line.fill('/');
    await slack.getByRole('option', { name: '/alerts' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await slack.getByRole('option', { name: '/alerts', selected: true }).waitFor();
    const found = await barriers();
    await line.fill('');
    expect(found).toEqual([]);
  });

  test("in the app's Home", async () => {
    const { slack } = chats;
    const view = { type: 'home', blocks: [...words(), ...pressed()] };
    await chats.callSlack('views.publish', { user_id: 'U0ANN', view });
    await show('Slack');
    await slack.getByRole('button', { name: 'Home' }).click();
    await slack.getByRole('region', { name: 'Home of Deskbell' }).getByText('A header').waitFor();
    const found = await barriers();
    await slack.getByRole('button', { name: '# alerts' }).click();
    expect(found).toEqual([]);
  });

  test("in Slack's form, with what it refuses", async () => {
    const { page, slack, slackEnd } = chats;
    slackEnd.answer = ({ trigger_id: trigger, command }) => {
      const view = modal('Every field', everyField());
      if (command !== undefined) void chats.callSlack('views.open', { trigger_id: trigger, view });
      return undefined;
    };
    await slack.getByRole('combobox', { name: 'Slash command in Slack' }).fill('/desk');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('alert').first().waitFor();
    expect(await barriersOfDialog('Close')).toEqual([]);
  });

  test.for([
    ['first', firstForm()],
    ['second', secondForm()],
  ] as const)("in Discord's %s form, with what it refuses", async ([, data]) => {
    const { page, discord, discordEnd } = chats;
    discordEnd.answer = () => ({ type: MODAL, data });
    await discord.getByRole('button', { name: 'A form' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('dialog').getByRole('alert').first().waitFor();
    expect(await barriersOfDialog('Close')).toEqual([]);
  });

  test('where it asks before it starts over', async () => {
    const { page, panel } = chats;
    await open(chats, 'Clock');
    await panel.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await barriersOfDialog('Cancel')).toEqual([]);
  });
});
