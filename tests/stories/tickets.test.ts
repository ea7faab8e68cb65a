import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MAIL = {
  from: 'pat@acme.example',
  name: 'Pat Jones',
  subject: 'Printer on fire',
  body: 'It smokes. The password: hunter2 did not help.',
};

async function newTicket(world: World): Promise<number> {
  await card(world, 'slack', 'Watching FreeScout');
  const id = await world.freescout.customerMail(MAIL);
  await card(world, 'slack', 'Printer on fire');
  await card(world, 'discord', 'Printer on fire');
  return id;
}

async function click(world: World, user: string, words: string, label: string): Promise<string> {
  const { id } = await card(world, 'slack', words);
  const before = world.slack.ephemerals(user).length;
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts: id, text: label });
  return JSON.stringify(await until(() => world.slack.ephemerals(user).at(before), 'an answer'));
}

test('a customer mail becomes two equal cards with the client, a masked preview and all three buttons', async () => {
  await using world = await startWorld();
  await newTicket(world);
  const inSlack = await card(world, 'slack', 'Printer on fire', 'Acme', 'Pat Jones', 'Nobody has it');
  const inDiscord = await card(world, 'discord', 'Printer on fire', 'Acme', 'Pat Jones', 'Nobody has it');
  expect(inSlack.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'View', 'More…', 'Why?']);
  expect(inDiscord.buttons).toEqual(inSlack.buttons);
  expect(inSlack.words + inDiscord.words).not.toContain('hunter2');
  expect(world.discord.violations).toEqual([]);
});

test('a claim is written to FreeScout as that person and read back; both cards say so', async () => {
  await using world = await startWorld();
  const id = await newTicket(world);
  expect(await click(world, BEN.slack, 'Printer on fire', 'Claim')).toContain('You are taking');
  await card(world, 'slack', 'Ben Cole', 'has it');
  const inDiscord = await card(world, 'discord', 'Ben Cole', 'has it');
  expect(inDiscord.buttons).toEqual(['Acknowledge', 'Release', 'Log time', 'View', 'More…', 'Why?']);
  const ticket = world.freescout.tickets().find((one) => one.id === id);
  expect(ticket?.assignee).toBe('ben@msp.example');
});

test('claimed in FreeScout by hand: the cards follow, and a late claim is told who was faster', async () => {
  await using world = await startWorld();
  const id = await newTicket(world);
  await world.freescout.agentClaim(id, 'ann@msp.example');
  await card(world, 'slack', 'Ann Baker', 'has it');
  await card(world, 'discord', 'Ann Baker', 'has it');
  await world.freescout.agentUnassign(id, 'ann@msp.example');
  const free = await card(world, 'discord', 'Nobody has it');
  await world.freescout.agentClaim(id, 'ann@msp.example');
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: free.id, label: 'Claim' });
  await card(world, 'discord', 'Ann Baker', 'has it');
  const told = await until(
    () =>
      [
        ...world.discord.directMessages(BEN.discord),
        ...world.discord.ephemerals(BEN.discord),
        ...world.slack.directMessages(BEN.slack),
      ].find((one) => JSON.stringify(one).includes('Ann')),
    'Ben is told',
  );
  expect(told).toBeDefined();
  expect(
    slackCards(world).filter((one) => one.words.includes('Printer on fire') && one.buttons.length > 0),
  ).toHaveLength(1);
});

test('the first-response target passes: one breach in the channel, one to the owner, never again', async () => {
  const settings = `
people:
  - { name: Ann Baker, email: ann@msp.example, role: owner, discord: "400000000000000001" }
sla: { response: { P3: 0m } }
digests: []
`;
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching FreeScout');
  const id = await world.freescout.customerMail(MAIL);
  await world.freescout.agentClaim(id, 'ann@msp.example');
  await card(world, 'discord', 'SLA BREACH', 'no first response in time');
  await card(world, 'slack', 'SLA BREACHED');
  await until(
    () =>
      world.slack
        .messages(SLACK_CHANNEL)
        .some((one) => one.replies.some((reply) => JSON.stringify(reply).includes('no first response'))),
    'the breach in Slack',
  );
  await moveWorld(world, HOUR);
  world.trmm.raise({ agent: 'ACME-DC01', type: 'availability' });
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  expect(
    discordCards(world).filter(
      (one) => one.words.includes('SLA BREACH\n') || one.words.includes('no first response in time'),
    ),
  ).toHaveLength(1);
  const direct = world.slack
    .directMessages(ANN.slack)
    .filter((one) => JSON.stringify(one).includes('no first response'));
  expect(direct.length).toBeLessThanOrEqual(1);
});

test('spam, drafts and imports make no card; a deleted ticket says so', async () => {
  await using world = await startWorld();
  const id = await newTicket(world);
  const spam = await world.freescout.customerMail({ ...MAIL, subject: 'Buy now' });
  await card(world, 'slack', 'Buy now');
  await world.freescout.agentStatus(spam, 'ann@msp.example', 'spam');
  await card(world, 'slack', 'Buy now', 'SPAM');
  await world.freescout.trash(id, 'ann@msp.example');
  await card(world, 'slack', 'Printer on fire', 'DELETED');
  const gone = await card(world, 'discord', 'Printer on fire', 'DELETED');
  expect(gone.buttons).toEqual(['Log time', 'Why?']);
});

test('"Why?" tells the priority, the route and the target to the presser alone', async () => {
  await using world = await startWorld();
  await newTicket(world);
  const answer = await click(world, ANN.slack, 'Printer on fire', 'Why?');
  expect(answer).toContain('no rule for its priority matched');
  expect(answer).toContain('no route matched');
  expect(answer).toContain('4 hours');
});

test('somebody whom nobody knows is told how to link, and an owner confirms it', async () => {
  await using world = await startWorld();
  await newTicket(world);
  const inDiscord = await card(world, 'discord', 'Printer on fire');
  const refused = await world.discord.click({
    user: '400000000000000009',
    channel: DISCORD_CHANNEL,
    message: inDiscord.id,
    label: 'Acknowledge',
  });
  expect(read(refused).words).toContain('/desk link');
  const asked = await world.discord.command({
    user: '400000000000000009',
    channel: DISCORD_CHANNEL,
    name: 'desk',
    subcommand: 'link',
    options: { email: BEN.email },
  });
  expect(read(asked).words).toContain('An owner confirms it');
  const wishes = await world.discord.command({
    user: ANN.discord,
    channel: DISCORD_CHANNEL,
    name: 'desk',
    subcommand: 'link',
  });
  expect(read(wishes).words).toContain(BEN.email);
});
