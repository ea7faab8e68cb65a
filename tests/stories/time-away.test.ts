import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const EACH = 20;

const numbered = (count: number): string => String(count).padStart(2, '0');

/** Quarters of an hour of yesterday, one after the other. */
function spanOf(count: number): string {
  const clock = (quarter: number): string => `${numbered(8 + Math.floor(quarter / 4))}:${numbered((quarter % 4) * 15)}`;
  return `yesterday ${clock(count)}-${clock(count + 1)}`;
}

async function logInSlack({ slack }: World, count: number): Promise<void> {
  await slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/log-time', text: 'globex' });
  const form = await until(() => slack.views(ANN.slack).at(-1), 'the form');
  await slack.submit({
    user: ANN.slack,
    values: { 'What was done': `Ann ${numbered(count)}`, 'Hours, or from–to': spanOf(count) },
  });
  await until(() => slack.views(ANN.slack).at(-1)?.['id'] !== form['id'], 'the form is gone');
}

async function logInDiscord({ discord }: World, count: number): Promise<void> {
  const options = { customer: 'Globex' };
  const user = BEN.discord;
  const opened = await discord.command({ user, channel: DISCORD_CHANNEL, name: 'log-time', options });
  expect(opened.kind).toBe('modal');
  const modal = discord.modals(user).at(-1)?.id ?? '';
  const answer = await discord.submit({
    user,
    modal,
    values: { text: `Ben ${numbered(count)}`, hours: spanOf(count) },
  });
  expect(read(answer).words).toContain('Kept: 0.25 h for Globex');
}

/** What stands in the book of a person, in the order in which it was written. */
function drafts({ erpnext }: World, name: string): unknown[] {
  return erpnext
    .drafts()
    .filter((sheet) => sheet['employee_name'] === name)
    .map((sheet) => (sheet['time_logs'] as Record<string, unknown>[])[0]?.['description']);
}

test('ERPNext is down for a day and the bot is killed: forty entries go out in order, each once, and the card says so', async () => {
  await using world = await startWorld({ environment: VIRTUAL, ownProcess: true });
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  const alert = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await until(async () => {
    await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/log-time', text: 'globex' });
    return JSON.stringify(world.slack.views(ANN.slack).at(-1) ?? {}).includes('Globex');
  }, 'the customers were read');
  world.erpnext.unplug();
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: alert.id, text: 'Log time' });
  await until(() => JSON.stringify(world.slack.views(ANN.slack)).includes('ACME-DC01'), 'the form of the alert');
  await world.slack.submit({ user: ANN.slack, values: { 'What was done': 'Ann first' } });
  for (const chat of ['slack', 'discord'] as const) await card(world, chat, 'ACME-DC01', 'waiting for ERPNext');
  for (let count = 0; count < EACH; count += 1) {
    await logInSlack(world, count);
    await logInDiscord(world, count);
  }
  await moveWorld(world, 24 * HOUR);
  await killAndStart(world);
  expect(world.erpnext.timesheets()).toEqual([]);

  world.erpnext.plug();
  await until(() => world.erpnext.drafts().length > 2 * EACH, 'all of it is in ERPNext', 40_000);
  for (const chat of ['slack', 'discord'] as const) await card(world, chat, 'ACME-DC01', 'saved as a draft');
  const wanted = (name: string): string[] => Array.from({ length: EACH }, (_, count) => `${name} ${numbered(count)}`);
  expect(drafts(world, 'Ann Baker')).toEqual(['Ann first', ...wanted('Ann')]);
  expect(drafts(world, 'Ben Cole')).toEqual(wanted('Ben'));
  expect(world.discord.violations).toEqual([]);
}, 120_000);
