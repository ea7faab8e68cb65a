import { testDatabaseUrl } from '../../sandbox/services/mariadb.ts';
import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { expect, test } from 'vitest';
import { PASSWORD } from '../../sandbox/freescout/people.ts';
import { formInDiscord } from './menu.ts';
import { card, discordCards, slackCards, until } from './sight.ts';
import { BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World, type WorldOptions } from './world.ts';

const SERVER = testDatabaseUrl();
const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'From the database', body: 'Hello' };

/** A schema of its own, and the bot reading it alone. */
function databaseOnly(): WorldOptions & { schema: string } {
  const schema = `deskbell_test_${randomBytes(4).toString('hex')}`;
  const database = `${SERVER}/${schema}`;
  return {
    schema,
    freescout: { database, apiModule: false },
    environment: { FREESCOUT_DATABASE_URL: database, FREESCOUT_API_KEY: '', FREESCOUT_WEBHOOK_SECRET: '' },
  };
}

/** A world whose FreeScout has no API; its schema goes with it. */
async function withoutApi(environment: Record<string, string>, story: (world: World) => Promise<void>): Promise<void> {
  const { schema, ...options } = databaseOnly();
  const connection = await createConnection(SERVER);
  try {
    await using world = await startWorld({ ...options, environment: { ...options.environment, ...environment } });
    await card(world, 'slack', 'Watching FreeScout');
    await story(world);
  } finally {
    await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
    await connection.end();
  }
}

test(
  'a new ticket found in MariaDB becomes a card that offers no claim, and follows what happens in FreeScout',
  () =>
    withoutApi({}, async (world) => {
      const id = await world.freescout.customerMail(MAIL);
      const shown = await card(world, 'slack', 'From the database', 'Acme');
      expect(shown.buttons).toEqual(['Acknowledge', 'Log time', 'View', 'More…', 'Why?']);
      await card(world, 'discord', 'From the database', 'Acme');
      await world.freescout.agentReply(id, 'ben@msp.example', 'On it');
      await card(world, 'discord', 'First response');
      await world.freescout.agentStatus(id, 'ben@msp.example', 'closed');
      await card(world, 'slack', 'DONE');
      await card(world, 'discord', 'DONE');
    }),
  60_000,
);

test(
  'without the paid module a login of its own claims, notes and closes; a reply is not offered',
  () =>
    withoutApi({ FREESCOUT_EMAIL: 'ann@msp.example', FREESCOUT_PASSWORD: PASSWORD }, async (world) => {
      const id = await world.freescout.customerMail(MAIL);
      const { id: message } = await card(world, 'discord', 'From the database');
      await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label: 'Claim' });
      await card(world, 'slack', 'From the database', 'Ben Cole', 'has it');
      const modal = await formInDiscord(world, 'From the database', 'Close…');
      expect(JSON.stringify(world.discord.ephemerals(BEN.discord))).not.toContain('Reply to the customer');
      await world.discord.submit({ user: BEN.discord, modal, values: { text: 'Swapped the fuser.' } });
      await card(world, 'slack', 'From the database', 'DONE');
      const notes = world.freescout.world.threads.where((row) => row.conversation_id === id && row.type === 3);
      expect(notes.map(({ body }) => body)).toEqual([
        expect.stringMatching(/Ben Cole, by Deskbell:[^]*Swapped the fuser/),
      ]);
    }),
  60_000,
);

test('TRMM is away for a while: nothing is lost, nothing comes twice, and health says so meanwhile', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'slack', 'ACME-DC01');
  world.trmm.unplug();
  await until(async () => (await fetch(`${world.bot.url}/readyz`)).status === 503, 'readyz says no');
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'availability' });
  world.trmm.recover({ agent: 'ACME-DC01', type: 'availability' });
  world.trmm.plug();
  await card(world, 'slack', 'GLOBEX-DC01', 'CRITICAL');
  await card(world, 'slack', 'ACME-DC01', 'RECOVERED');
  await card(world, 'discord', 'ACME-DC01', 'RECOVERED');
  await until(async () => (await fetch(`${world.bot.url}/readyz`)).status === 200, 'readyz says yes');
  expect(slackCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
});

test('a webhook whose row cannot be read yet is read again', async () => {
  await using world = await startWorld({ webhooks: true, pollSeconds: 3600 });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.fail({ path: '^/alerts/\\d+/$', times: 1, action: { do: 'answer', status: 502, body: 'Bad Gateway' } });
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await until(() => slackCards(world).some((one) => one.words.includes('ACME-DC01')), 'the card', 20_000);
  expect(slackCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
}, 40_000);

test('a webhook with a wrong token is refused, and a test call from the settings page posts nothing', async () => {
  await using world = await startWorld({ webhooks: true, pollSeconds: 3600 });
  await card(world, 'slack', 'Watching Tactical RMM');
  const refused = await fetch(`${world.bot.url}/webhooks/trmm/failure/1`, {
    method: 'POST',
    headers: { 'x-trmm-token': 'None' },
    body: '{}',
  });
  expect(refused.status).toBe(401);
  await world.trmm.webhooks.test('failure', world.trmm.world.agentsByName.get('ACME-DC01'));
  const metrics = await (await fetch(`${world.bot.url}/metrics`)).text();
  expect(metrics).toContain('deskbell_open_items{kind="alert"} 0');
  expect(discordCards(world).filter((one) => one.words.includes('ACME-DC01'))).toEqual([]);
});

test('without FreeScout and ERPNext the cards offer what is left, and nothing is broken', async () => {
  await using world = await startWorld({
    chats: ['discord'],
    environment: {
      FREESCOUT_URL: '',
      FREESCOUT_API_KEY: '',
      FREESCOUT_WEBHOOK_SECRET: '',
      FREESCOUT_TIMEZONE: '',
      ERPNEXT_URL: '',
      ERPNEXT_API_KEY: '',
      ERPNEXT_API_SECRET: '',
    },
  });
  await card(world, 'discord', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  const shown = await card(world, 'discord', 'ACME-DC01');
  expect(shown.buttons).toEqual(['Acknowledge', 'Claim', 'More…', 'Why?']);
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: shown.id, label: 'Acknowledge' });
  await card(world, 'discord', 'Acknowledged by');
  expect(world.slack.messages(SLACK_CHANNEL)).toEqual([]);
});
