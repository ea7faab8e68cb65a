import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { cardFaults } from '../faults/seeds/judge-cards.ts';
import { doubles } from '../faults/seeds/judge-doubles.ts';
import { sourceFaults } from '../faults/seeds/judge-sources.ts';
import { alertsOf, type Memory, readMemory } from '../faults/seeds/memory.ts';
import { HOUR, moveWorld, putClock, VIRTUAL } from './clock.ts';
import { card, discordCards, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const INTERNET = { type: 'check', checkName: 'Internet', severity: 'error' } as const;
const CLIENTS = ['Acme', 'Globex', 'Initech'] as const;

/** Fifteen of a client's, made when they are missing. */
function machines({ trmm }: Pick<World, 'trmm'>, client: string): string[] {
  for (const id of trmm.storm({ client, count: 15, type: 'check', severity: 'error' })) trmm.deleteAlert(id);
  const hosts = [...trmm.world.agents.values()].map(({ hostname }) => hostname);
  return hosts.filter((host) => host.startsWith(client.toUpperCase())).slice(0, 15);
}

/** A day at the sources, hour by hour: what fails, recovers, is resolved by hand, comes back, is written and answered. */
async function liveADay({ trmm, freescout, slack, discord, erpnext }: World): Promise<void> {
  for (let hour = 1; hour <= 24; hour += 1) {
    for (const system of [slack, discord, trmm, freescout, erpnext]) system.advance(HOUR);
    const client = CLIENTS[hour % CLIENTS.length] ?? 'Acme';
    const failure = { ...INTERNET, checkName: `Service ${hour % 8}` };
    for (const [index, agent] of machines({ trmm }, client).entries()) {
      const { id } = trmm.raise({ ...failure, agent });
      if (index % 4 === 0) continue;
      if (index % 4 === 1) trmm.resolveByHand(id);
      else trmm.recover({ ...failure, agent });
      if (index % 4 === 3 && hour % 6 === 0) trmm.raise({ ...failure, agent });
    }
    if (hour % 2 === 0) continue;
    const from = `pat@${client.toLowerCase()}.example`;
    const ticket = await freescout.customerMail({ from, subject: `Case of hour ${hour}`, body: 'It does not work.' });
    if (hour % 3 === 2) await freescout.agentClaim(ticket, 'ben@msp.example');
    if (hour % 3 === 1) {
      await freescout.agentReply(ticket, 'ann@msp.example', 'Done.');
      await freescout.agentStatus(ticket, 'ann@msp.example', 'closed');
    }
  }
}

function wrong(world: World, memory: Memory): string[] {
  const left = [...memory.pending].flatMap(([what, names]) => (names.length > 0 ? [`${names.length} ${what}`] : []));
  return [...left, ...sourceFaults(world, memory), ...cardFaults(world, memory), ...doubles(world, memory)];
}

async function caughtUp(world: World, redis: Redis): Promise<Memory> {
  let last: string[] = [];
  return until(
    async () => {
      // To look all the time would take from the bot what it needs to catch up.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const memory = await readMemory(redis);
      last = wrong(world, memory);
      return last.length === 0 && memory;
    },
    'all is as at the sources',
    100_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${last.slice(0, 20).join('\n')}`);
  });
}

test('down for 24 hours, then back: caught up, folded, nothing doubled, and what came and went meanwhile is known', async () => {
  await using world = await startWorld({ environment: VIRTUAL, limits: true });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  const before = world.trmm.raise({ ...INTERNET, agent: 'ACME-DC01', checkName: 'Backup age' });
  const old = await card(world, 'slack', 'ACME-DC01', 'Backup age');
  await card(world, 'discord', 'ACME-DC01', 'Backup age');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: old.id, text: 'Claim' });
  await card(world, 'discord', 'ACME-DC01', 'Ann Baker', 'has it');
  await world.bot.stop();

  const rows = new Set(world.trmm.world.alerts.keys());
  await liveADay(world);
  const redis = new Redis(world.redis.url);
  // The bot's own clock ran on while it was away.
  await redis.set('{deskbell}:clock', 24 * HOUR);
  world.bot = await world.startAnother();
  const memory = await caughtUp(world, redis);
  redis.disconnect();

  const meanwhile = [...world.trmm.world.alerts.values()].filter(({ id }) => !rows.has(id));
  const over = meanwhile.filter(({ resolved }) => resolved);
  expect(over.length).toBeGreaterThan(200);
  const known = alertsOf(memory);
  const name = ({ agent, assigned_check: check }: (typeof over)[number]): string =>
    `trmm/check/${world.trmm.world.agents.get(agent ?? 0)?.agent_id}/${check}`;
  const conditions = new Set(known.map(({ condition }) => condition));
  expect(over.map(name).filter((condition) => !conditions.has(condition))).toEqual([]);
  const ended = known.filter((alert) => alert.ended && alert.row !== String(before.id));
  const shown = JSON.stringify(world.slack.messages(SLACK_CHANNEL));
  expect(ended.filter(({ ref }) => shown.includes(`|${ref}|`))).toEqual([]);

  const open = known.filter((alert) => !alert.ended);
  expect(open.length).toBeGreaterThan(50);
  const alertCards = (cards: ReturnType<typeof slackCards>) =>
    cards.filter(({ words, buttons }) => buttons.length > 0 && !/Case of hour/.test(words));
  expect(alertCards(slackCards(world)).length).toBeLessThan(15);
  expect(alertCards(discordCards(world)).length).toBeLessThan(15);
  const hours = slackCards(world).flatMap(({ words }) => /Case of hour (\d+)/.exec(words)?.[1] ?? []);
  expect(hours).toEqual(hours.toSorted((left, right) => Number(left) - Number(right)));
  const kept = await card(world, 'slack', 'Backup age', 'Ann Baker', 'has it');
  expect(kept.id).toBe(old.id);
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 180_000);

test('TRMM is away for a day while the desk runs: its silence is one alert, and then it is caught up with', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  world.trmm.raise({ ...INTERNET, agent: 'ACME-DC01' });
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  world.trmm.unplug();
  await until(async () => (await fetch(`${world.bot.url}/readyz`)).status === 503, 'readyz says no');
  await liveADay(world);
  await putClock(world.bot.url, { ahead: 24 * HOUR });
  await card(world, 'slack', 'Tactical RMM does not answer', 'CRITICAL');
  await card(world, 'discord', 'Tactical RMM does not answer', 'CRITICAL');
  await moveWorld(world, 25 * HOUR);
  world.trmm.plug();
  const isOver = () => slackCards(world).some(({ words }) => /RECOVERED[^]*Tactical RMM does not answer/.test(words));
  await until(isOver, 'the silence is over', 60_000);
  const redis = new Redis(world.redis.url);
  const memory = await caughtUp(world, redis);
  redis.disconnect();
  const ended = alertsOf(memory).filter((alert) => alert.source === 'trmm' && alert.ended);
  expect(ended.length).toBeGreaterThan(50);
  expect(slackCards(world).filter(({ words }) => words.includes('does not answer'))).toHaveLength(1);
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
}, 180_000);
