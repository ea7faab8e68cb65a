import { expect, test } from 'vitest';
import { addAgent } from '../../sandbox/trmm/add-rows.ts';
import { moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, type StandIns, startWorld, type World } from './world.ts';

/** The id of the site Globex, HQ. */
function siteOf({ world }: Pick<StandIns['trmm'], 'world'>): number {
  const client = world.clients.find(({ name }) => name === 'Globex');
  return world.sites.find((site) => site.client === client?.id)?.id ?? 0;
}

/** Every device that TRMM watches there. */
function devicesAt(world: World): string[] {
  const site = siteOf(world.trmm);
  return [...world.trmm.world.agents.values()].filter((agent) => agent.site === site).map(({ hostname }) => hostname);
}

test('a site falls silent and comes back: one card on both chats rings once, its devices are reached through it, and what stays away gets its own card', async () => {
  await using world = await startWorld({
    environment: VIRTUAL,
    before({ trmm }) {
      const site = siteOf(trmm);
      for (let index = 1; index <= 6; index += 1)
        addAgent(trmm.world, { hostname: `GLOBEX-SRV${index}`, site, monitoring_type: 'server' });
    },
  });
  await card(world, 'slack', 'Watching Tactical RMM');
  const devices = devicesAt(world);
  for (const device of devices) world.trmm.raise({ agent: device, type: 'availability' });
  const outage = await card(world, 'slack', 'Site Globex/HQ is down', `${devices.length} of ${devices.length} devices`);
  await card(world, 'discord', 'Site Globex/HQ is down', 'folded here');
  // What was posted before the site could be judged stays; the rest has no cards.
  expect(slackCards(world).filter(({ words }) => words.includes('CRITICAL')).length).toBeLessThanOrEqual(4);
  expect(discordCards(world).filter(({ words }) => words.includes('CRITICAL')).length).toBeLessThanOrEqual(4);

  const before = world.slack.ephemerals(ANN.slack).length;
  const label = outage.buttons.find((button) => button.startsWith('Show all')) ?? '';
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: outage.id, text: label });
  const list = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the list');
  expect(read(list).words).toContain('GLOBEX-');

  const [late = '', ...others] = devices.toReversed();
  for (const device of others) world.trmm.recover({ agent: device, type: 'availability' });
  await card(world, 'slack', 'Site Globex/HQ is down', 'RECOVERED');
  await card(world, 'discord', 'Site Globex/HQ is down', 'RECOVERED');
  await moveWorld(world, 11 * 60_000);
  await card(world, 'slack', late, 'CRITICAL', 'Nobody has acknowledged it');
  await card(world, 'discord', late, 'CRITICAL', 'Nobody has acknowledged it');
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 60_000);
