import { expect, test } from 'vitest';
import { killAndStart } from './kill.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;
const WITH_CONTACT = SETTINGS.replace('tier: gold }', 'tier: gold, contact: pat@acme.example }');

async function failing(more: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld({ settings: WITH_CONTACT, ...more });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  return world;
}

/** Presses what stands behind "More…" in Slack; answers when there is a form, or what is said. */
async function moreInSlack(world: World, user: string, label: string): Promise<void> {
  const { id } = await until(() => slackCards(world).find((one) => one.buttons.includes('More…')), 'a card with more');
  const before = world.slack.ephemerals(user).length;
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  const menu = await until(() => world.slack.ephemerals(user).at(before), 'the menu');
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts: menu.ts, text: label });
}

/** Opens a form behind "More…" as Ben has it in Discord; the modal's id. */
async function formInDiscord(world: World, label: string): Promise<string> {
  const { id } = await until(
    () => discordCards(world).find((one) => one.buttons.includes('More…')),
    'a card with more',
  );
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: id, label: 'More…' });
  const menu = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'the menu');
  const opened = await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: menu.id, label });
  return opened.modal?.id ?? '';
}

async function makeInSlack(world: World): Promise<void> {
  await moreInSlack(world, ANN.slack, 'Make a ticket');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack });
}

/** Tickets that FreeScout has from us: their texts. */
function made(world: World): { id: number; subject: string | null; notes: string[]; assignee: number | null }[] {
  const { conversations, threads } = world.freescout.world;
  return conversations
    .where((row) => row.source_type === 3)
    .map(({ id, subject, user_id }) => ({
      id,
      subject,
      assignee: user_id,
      notes: threads.where((row) => row.conversation_id === id && row.type === 3).map(({ body }) => body ?? ''),
    }));
}

test('a ticket from an alert, from its making to its closing: both cards tell of each other, FreeScout of the end', async () => {
  const world = await failing();
  await using _world = world;
  await makeInSlack(world);
  const inSlack = await card(world, 'slack', 'ACME-DC01', 'Ticket #101', 'is open');
  await card(world, 'discord', 'ACME-DC01', 'Ticket #101', 'is open');
  expect(inSlack.buttons).toContain('Ticket #101');
  expect(made(world)).toMatchObject([{ id: 101, subject: expect.stringContaining('ACME-DC01') }]);
  expect(slackCards(world).filter((one) => one.words.includes('🎫 P'))).toEqual([]);

  await world.freescout.agentClaim(101, BEN.email);
  await card(world, 'slack', 'ACME-DC01', 'Ben Cole', 'has it');
  await card(world, 'discord', 'ACME-DC01', 'Ben Cole', 'has it');

  await world.freescout.customerReply(101, 'Is it mended?');
  const ticket = await card(world, 'discord', '🎫 P3', 'still fails');
  expect(ticket.words).toContain('Acme');

  world.trmm.recover(DOWN);
  await card(world, 'slack', '🎫 P3', 'recovered');
  await until(() => made(world)[0]?.notes.some((note) => note.includes('recovered at')), 'the note');
  await world.freescout.agentStatus(101, BEN.email, 'closed');
  await card(world, 'slack', 'ACME-DC01', 'RECOVERED', 'Ticket #101', 'is closed');
  await card(world, 'discord', 'ACME-DC01', 'RECOVERED', 'Ticket #101', 'is closed');
  expect(made(world)[0]?.notes).toHaveLength(1);
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
  expect(discordCards(world).filter((one) => one.words.includes('SLA BREACH'))).toEqual([]);
}, 60_000);

test('closed while the alert still fails: the card says that closing solves nothing', async () => {
  const world = await failing();
  await using _world = world;
  await makeInSlack(world);
  await card(world, 'discord', 'ACME-DC01', 'Ticket #101', 'is open');
  await world.freescout.agentStatus(101, BEN.email, 'closed');
  const shown = await card(world, 'discord', 'ACME-DC01', 'is closed in FreeScout; the alert is not resolved by that');
  expect(shown.words).toContain('CRITICAL');
}, 60_000);

test.each([
  ['before the write', { do: 'drop-before' }],
  ['during the write', { do: 'answer', status: 503, body: 'busy' }],
  ['after the write', { do: 'drop-after' }],
] as const)(
  'FreeScout breaks off %s: exactly one conversation',
  async (_when, action) => {
    const world = await failing();
    await using _world = world;
    world.freescout.fail({ path: '/api/conversations$', method: 'POST', times: 1, action });
    await makeInSlack(world);
    await card(world, 'discord', 'ACME-DC01', 'Ann Baker', 'makes a ticket: waiting for FreeScout');
    await until(
      () => discordCards(world).some((one) => one.words.includes('Ticket #101')),
      'the ticket on the card',
      30_000,
    );
    expect(made(world)).toHaveLength(1);
  },
  60_000,
);

test('two make a ticket from one alert at once: there is one, and the other is told who', async () => {
  const world = await failing();
  await using _world = world;
  await moreInSlack(world, ANN.slack, 'Make a ticket');
  const modal = await formInDiscord(world, 'Make a ticket');
  const before = world.slack.ephemerals(ANN.slack).length;
  const [, inDiscord] = await Promise.all([
    world.slack.submit({ user: ANN.slack }),
    world.discord.submit({ user: BEN.discord, modal, values: {} }),
  ]);
  await card(world, 'slack', 'ACME-DC01', 'Ticket #101', 'is open');
  const answers =
    JSON.stringify(inDiscord) +
    JSON.stringify([...world.slack.ephemerals(ANN.slack).slice(before), ...world.slack.directMessages(ANN.slack)]);
  expect(answers).toMatch(/(Ann Baker|Ben Cole) is making a ticket from|has ticket #101 already/);
  expect(made(world)).toHaveLength(1);
}, 60_000);

test('FreeScout is away: the card says so; the ticket comes once, and then the note of what ended meanwhile', async () => {
  const world = await failing();
  await using _world = world;
  await moreInSlack(world, ANN.slack, 'Make a ticket');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  world.freescout.unplug();
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'discord', 'ACME-DC01', 'Ann Baker', 'waiting for FreeScout (FreeScout');
  world.trmm.recover(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'RECOVERED');
  world.freescout.plug();
  await until(() => made(world).length > 0, 'the ticket', 30_000);
  await until(() => made(world)[0]?.notes.length === 1, 'the note', 30_000);
  await card(world, 'discord', 'RECOVERED', 'Ticket #101');
  expect(made(world)).toMatchObject([{ notes: [expect.stringContaining('recovered at')] }]);
}, 90_000);

test('FreeScout says no: whoever asked is told, what was written is kept and sent again', async () => {
  const world = await failing();
  await using _world = world;
  const body = { message: 'Error occurred', _embedded: { errors: [{ path: 'x', message: 'The mailbox is locked' }] } };
  world.freescout.fail({
    path: '/api/conversations$',
    method: 'POST',
    times: 1,
    action: { do: 'answer', status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  await moreInSlack(world, ANN.slack, 'Make a ticket');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack, values: { Text: 'No DNS <b>since</b> noon <!channel> @everyone' } });
  await card(world, 'discord', 'did not take the ticket of', 'The mailbox is locked');
  const told = await until(
    () =>
      [...world.slack.directMessages(ANN.slack), ...world.discord.directMessages(ANN.discord)].find((one) =>
        read(one).words.includes('did not take the ticket'),
      ),
    'the refusal',
  );
  expect(read(told).buttons).toContain('Correct');
  await moreInSlack(world, ANN.slack, 'Correct the ticket');
  const form = await until(() => world.slack.views(ANN.slack).at(-1), 'the form again');
  expect(JSON.stringify(form)).toContain('No DNS <b>since</b> noon');
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'discord', 'Ticket #101', 'is open');
  const [ticket] = made(world);
  const [thread] = world.freescout.world.threads.where((row) => row.conversation_id === ticket?.id);
  expect(thread?.body).toContain('No DNS &lt;b&gt;since&lt;/b&gt; noon &lt;!channel&gt; @everyone');
  expect(made(world)).toHaveLength(1);
}, 60_000);

test('killed between the write and its record: one conversation, on the card after the start', async () => {
  const world = await failing({ ownProcess: true });
  await using _world = world;
  world.freescout.fail({
    path: '/api/conversations$',
    method: 'POST',
    times: 1,
    action: { do: 'delay-after', milliseconds: 4_000 },
  });
  await makeInSlack(world);
  await until(() => made(world).length === 1, 'the ticket in FreeScout');
  await killAndStart(world);
  await until(
    () => discordCards(world).some((one) => one.words.includes('Ticket #101')),
    'the ticket on the card',
    30_000,
  );
  expect(made(world)).toHaveLength(1);
}, 120_000);

test('a ticket that is there is linked in Discord from a list of the client’s own; another client’s is refused; unlinked again', async () => {
  const world = await failing();
  await using _world = world;
  await world.freescout.customerMail({ from: 'pat@acme.example', name: 'Pat', subject: 'No network', body: 'Help' });
  await world.freescout.customerMail({ from: 'fay@globex.example', name: 'Fay', subject: 'Printer', body: 'Help' });
  await card(world, 'discord', 'No network');
  await card(world, 'discord', 'Printer');
  const first = await formInDiscord(world, 'Link to a ticket…');
  const [offered] = world.discord.modals(BEN.discord);
  expect(JSON.stringify(offered)).toContain('No network');
  expect(JSON.stringify(offered)).not.toContain('Printer');
  const walled = await world.discord.submit({ user: BEN.discord, modal: first, values: { number: '102' } });
  expect(read(walled).words).toContain('belongs to another client');
  const second = await formInDiscord(world, 'Link to a ticket…');
  await world.discord.submit({ user: BEN.discord, modal: second, values: { number: '#101' } });
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'Ticket #101', 'is open');
  await card(world, 'slack', 'No network', 'ACME-DC01', 'still fails');
  await card(world, 'discord', 'No network', 'ACME-DC01', 'still fails');
  const { threads } = world.freescout.world;
  const notes = (): string[] =>
    threads.where((row) => row.conversation_id === 101 && row.type === 3).map(({ body }) => body ?? '');
  await until(() => notes().some((note) => note.includes('Linked with this ticket by Ben Cole')), 'the note');
  await moreInSlack(world, ANN.slack, 'Unlink ticket #101');
  await until(() => slackCards(world).every((one) => !one.words.includes('Ticket #101')), 'unlinked');
  await until(() => notes().length === 2, 'the second note');
  expect(world.discord.violations).toEqual([]);
}, 60_000);

test('without FreeScout’s API no ticket can be made, and no button says otherwise', async () => {
  const world = await startWorld({
    environment: { FREESCOUT_URL: '', FREESCOUT_API_KEY: '', FREESCOUT_WEBHOOK_SECRET: '' },
  });
  await using _world = world;
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const { id } = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  const menu = await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'the menu');
  expect(read(menu).buttons).not.toContain('Make a ticket');
});
