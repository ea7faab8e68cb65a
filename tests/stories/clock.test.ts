import { expect, test } from 'vitest';
import { HOUR, moveWorld, putClock, untilHour, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, discordCards, slackCards, until } from './sight.ts';
import { ANN, SLACK_CHANNEL, startWorld } from './world.ts';

const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'Help' };

const settings = (digests: string): string => `
zone: Europe/Berlin
people:
  - { name: Ann Baker, email: ann@msp.example, role: owner, discord: "400000000000000001" }
sla: { response: { P3: 4h } }
digests: ${digests}
`;

test('four hours later the first response is overdue, on both chats and once', async () => {
  await using world = await startWorld({ settings: settings('[]'), environment: VIRTUAL });
  await card(world, 'slack', 'Watching FreeScout');
  await world.freescout.customerMail(MAIL);
  await card(world, 'slack', 'Printer on fire', 'Nobody has it');
  await moveWorld(world, 3 * HOUR);
  expect(slackCards(world).filter((one) => one.words.includes('BREACHED'))).toEqual([]);
  await moveWorld(world, 5 * HOUR);
  await card(world, 'slack', 'Printer on fire', 'SLA BREACHED');
  await card(world, 'discord', 'Printer on fire', 'SLA BREACH');
  await moveWorld(world, 9 * HOUR);
  await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: 'health' });
  const health = await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'health');
  expect(JSON.stringify(health)).toContain('virtual, 9 hours ahead');
  const told = (): number =>
    discordCards(world).filter((one) => one.words.includes('no first response in time')).length;
  await until(() => told() === 1, 'the breach is told');
  await moveWorld(world, 10 * HOUR);
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  expect(told()).toBe(1);
}, 60_000);

test('the digest comes when its hour comes, and not again on the same morning', async () => {
  const digests = '[{ to: [slack:C0ALERTS, "discord:300000000000000001"], at: "08:00" }]';
  await using world = await startWorld({ settings: settings(digests), environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  const morning = untilHour(8, 'Europe/Berlin');
  const titled = (day: number): string => {
    const date = Temporal.Now.instant().add({ milliseconds: day }).toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    return `, ${date.toString()}`;
  };
  await moveWorld(world, morning + 60_000);
  await card(world, 'slack', titled(morning), '1 critical');
  await card(world, 'discord', titled(morning));
  await moveWorld(world, morning + HOUR);
  const tomorrow = morning + 24 * HOUR;
  await moveWorld(world, tomorrow + 60_000);
  await card(world, 'slack', titled(tomorrow));
  expect(slackCards(world).filter((one) => one.words.includes(titled(morning)))).toHaveLength(1);
}, 60_000);

test('a moved clock holds after a kill, in every process, and never goes back', async () => {
  await using world = await startWorld({ settings: settings('[]'), environment: VIRTUAL, ownProcess: true });
  expect(await putClock(world.bot.url, { ahead: 2 * HOUR })).toMatchObject({ status: 200, body: { ahead: 2 * HOUR } });
  const other = await world.startAnother();
  const clockOf = async (url: string): Promise<unknown> => (await fetch(`${url}/clock`)).json();
  expect(await clockOf(other.url)).toMatchObject({ ahead: 2 * HOUR });
  await putClock(other.url, { ahead: 3 * HOUR });
  await until(async () => JSON.stringify(await clockOf(world.bot.url)).includes(String(3 * HOUR)), 'the other hears');
  await other.stop();
  await killAndStart(world);
  expect(await clockOf(world.bot.url)).toMatchObject({ ahead: 3 * HOUR });
  expect(await putClock(world.bot.url, { ahead: HOUR })).toEqual({
    status: 400,
    body: { error: `the clock is ${3 * HOUR} ms ahead and never goes back` },
  });
}, 60_000);

test('a clock is not set to what is no time ahead', async () => {
  await using world = await startWorld({ environment: VIRTUAL, chats: ['slack'] });
  for (const wish of ['no JSON', {}, { ahead: -1 }, { ahead: 1.5 }, { ahead: '1' }, { ahead: 1e15 }]) {
    const { status, body } = await putClock(world.bot.url, wish);
    expect({ wish, status }).toEqual({ wish, status: 400 });
    expect(body).toEqual({ error: expect.stringContaining('{"ahead": milliseconds}') });
  }
});

test('without the variable there is no clock to move; a Redis whose clock was moved is refused then', async () => {
  await using world = await startWorld({ chats: ['slack'] });
  expect((await fetch(`${world.bot.url}/clock`)).status).toBe(404);
  await world.bot.stop();
  world.environment['DESKBELL_VIRTUAL_CLOCK'] = 'on';
  world.bot = await world.startAnother();
  await putClock(world.bot.url, { ahead: HOUR });
  await world.bot.stop();
  world.environment['DESKBELL_VIRTUAL_CLOCK'] = 'off';
  await expect(world.startAnother()).rejects.toThrow('ahead of now');
}, 60_000);
