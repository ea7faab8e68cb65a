import { expect, test } from 'vitest';
import { createScript } from '../contract/script.ts';
import { connect } from './stage.ts';
import { heard, staged } from './staged.ts';

const UNJUDGED = { judged: false };
const COMMANDS = '/commands$';

test('everything in order', async () => {
  const stage = await heard(createScript(), UNJUDGED);
  await stage.discord.eventually(() => stage.discord.commands().length > 0);
  expect(await stage.platform.check([stage.channel, 'discord:@400000000000000001', stage.channel])).toEqual([
    { what: 'Discord', state: 'good', says: expect.stringContaining('The token belongs to') },
    { what: 'Discord server', state: 'good', says: 'The bot is in Acme Support.' },
    { what: 'Discord channel 300000000000000001', state: 'good', says: 'The bot can work in #alerts.' },
    { what: 'Discord commands', state: 'good', says: 'Registered: /alerts, /tickets, /log-time, /desk.' },
  ]);
});

test('a refused token is all there is to say', async () => {
  const stage = await staged({ ...UNJUDGED, token: 'another-token' });
  const checks = await stage.platform.check([stage.channel]);
  expect(checks).toMatchObject([{ what: 'Discord', state: 'bad', mend: expect.stringContaining('DISCORD_TOKEN') }]);
});

test('a Discord that cannot be reached is told, not thrown', async () => {
  const stage = await staged(UNJUDGED);
  stage.discord.unplug();
  expect(await stage.platform.check([stage.channel])).toMatchObject([{ what: 'Discord', state: 'bad' }]);
  stage.discord.plug();
});

test('a server that the bot is not in comes with the invitation', async () => {
  const stage = await staged({ ...UNJUDGED, guild: { id: '200000000000000009', name: 'Somewhere else' } });
  const [, server, ...others] = await stage.platform.check([stage.channel]);
  expect(server).toMatchObject({ state: 'bad', mend: expect.stringContaining('scope=bot+applications.commands') });
  expect(others).toEqual([]);
});

test.each([
  ['Send Messages', 'SendMessages', 'bad'],
  ['Read Message History', 'ReadMessageHistory', 'bad'],
  ['Create Public Threads', 'CreatePublicThreads', 'warning'],
  ['Send Messages in Threads', 'SendMessagesInThreads', 'warning'],
])('without %s it says where to give it', async (name, permission, state) => {
  const stage = await staged(UNJUDGED);
  stage.discord.deny('alerts', [permission]);
  const check = (await stage.platform.check([stage.channel])).at(-1);
  expect(check).toMatchObject({
    state,
    says: `In #alerts the bot may not: ${name}.`,
    mend: expect.stringContaining(name),
  });
});

test('commands are registered once, changed when they differ, and left alone otherwise', async () => {
  const stage = await heard(createScript(), UNJUDGED);
  const puts = (): number => stage.discord.requests.filter(({ method }) => method === 'PUT').length;
  await stage.discord.eventually(() => stage.discord.commands().length === 4);
  const again = connect(stage.discord);
  await again.inbound.start(createScript());
  const looked = (): number =>
    stage.discord.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('commands')).length;
  await stage.discord.eventually(() => looked() === 2);
  await again.inbound.stop();
  expect(puts()).toBe(1);
  const other = { ...createScript(), commands: [{ name: 'desk', description: 'Another desk' }] };
  await again.inbound.start(other);
  await stage.discord.eventually(() => stage.discord.commands().length === 1);
  await again.inbound.stop();
  expect(puts()).toBe(2);
  const missing = (await stage.platform.check([])).at(-1);
  expect(missing).toMatchObject({ what: 'Discord commands', state: 'bad', mend: expect.stringContaining('Invite') });
});

test('commands that cannot be registered leave the buttons working', async () => {
  const stage = await staged(UNJUDGED);
  const forbidden = { status: 403, body: { message: 'Missing Access', code: 50_001 } };
  stage.discord.fail({ path: COMMANDS, action: { do: 'answer', ...forbidden } });
  await stage.platform.inbound.start(createScript());
  await expect.poll(() => stage.logged).toEqual(['the commands could not be registered at Discord']);
  expect(stage.platform.inbound.deaf()).toBeUndefined();
});
