import { expect, test } from 'vitest';
import { moveWorld, VIRTUAL } from './clock.ts';
import { card, read, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, startWorld } from './world.ts';

const MINUTE = 60_000;

test('a source that stays silent is one alert on both chats, and is over when it answers', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.unplug();
  await until(async () => (await fetch(`${world.bot.url}/readyz`)).status === 503, 'readyz says no');
  await moveWorld(world, 4 * MINUTE);
  expect(slackCards(world).filter((one) => one.words.includes('does not answer'))).toEqual([]);
  await moveWorld(world, 6 * MINUTE);
  const shown = await card(world, 'slack', 'Tactical RMM does not answer', 'CRITICAL', 'can be seen here');
  await card(world, 'discord', 'Tactical RMM does not answer', 'CRITICAL');
  expect(shown.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'More…', 'Why?']);
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Acknowledge' });
  await card(world, 'discord', 'Tactical RMM does not answer', 'Acknowledged by');
  world.trmm.plug();
  await card(world, 'slack', 'Tactical RMM does not answer', 'RECOVERED');
  await card(world, 'discord', 'Tactical RMM does not answer', 'RECOVERED');
  expect(slackCards(world).filter((one) => one.words.includes('does not answer'))).toHaveLength(1);
}, 60_000);

test('TRMM answers, and no device reports to it: one critical alert with what to look at, over with the first report', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  const agents = [...world.trmm.world.agents.values()];
  for (const agent of agents) agent.status = 'offline';
  await moveWorld(world, 10 * MINUTE);
  expect(slackCards(world).filter((one) => one.words.includes('No device reports'))).toEqual([]);
  await moveWorld(world, 20 * MINUTE);
  for (const chat of ['slack', 'discord'] as const)
    await card(world, chat, 'No device reports to Tactical RMM', 'CRITICAL', 'Not even a server', 'celery');
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'health' });
  const health = await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'health');
  expect(JSON.stringify(health)).toContain('No device reports to Tactical RMM');
  for (const agent of agents) agent.status = 'online';
  await moveWorld(world, 27 * MINUTE);
  for (const chat of ['slack', 'discord'] as const)
    await card(world, chat, 'No device reports to Tactical RMM', 'RECOVERED');
  expect(slackCards(world).filter((one) => one.words.includes('No device reports'))).toHaveLength(1);
}, 60_000);

test('TRMM calls a webhook that does not arrive: a warning in the list, over when it is heard', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.webhooks.configure({ failureUrl: 'http://127.0.0.1:9/{{alert.id}}', resolvedUrl: '', token: 'x' });
  const servers = ['ACME-DC01', 'ACME-FS01', 'GLOBEX-DC01', 'ACME-BR01'];
  const checks = servers.flatMap((agent) => ['Internet', 'diskspace'].map((checkName) => ({ agent, checkName })));
  for (const check of checks.slice(0, 6)) world.trmm.raise({ ...check, type: 'check', severity: 'error' });
  await world.trmm.webhooks.settled();
  for (const { agent } of checks.slice(0, 6)) await card(world, 'slack', agent);
  await moveWorld(world, 6 * MINUTE);
  const listed = async (): Promise<string> => {
    const before = world.slack.ephemerals(ANN.slack).length;
    await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/alerts', text: 'warning' });
    return read(await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the list')).words;
  };
  await until(async () => (await listed()).includes('Tactical RMM does not call its webhook'), 'the warning');
  world.trmm.webhooks.configure({
    failureUrl: `${world.bot.url}/webhooks/trmm/failure/{{alert.id}}`,
    resolvedUrl: `${world.bot.url}/webhooks/trmm/resolved/{{alert.id}}`,
    token: world.environment['TRMM_WEBHOOK_TOKEN'] ?? '',
  });
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'availability' });
  await until(async () => (await listed()).includes('Nothing here'), 'the end of the warning');
  expect(slackCards(world).filter((one) => one.words.includes('does not call'))).toEqual([]);
}, 60_000);
