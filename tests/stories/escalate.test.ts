import { expect, test } from 'vitest';
import { answerInSlack, formInDiscord, moreInSlack } from './menu.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, startWorld, type World } from './world.ts';

const TIER = { slack: 'C0ACME', discord: '300000000000000002' };
const WITH_TIER = `${SETTINGS}
escalation: { to: ['slack:${TIER.slack}', 'discord:${TIER.discord}'], page: { within: 4h } }
`;
const HOSTILE = 'Mail is down <!channel> @everyone \u202egnp.exe';
const FACTS = {
  symptom: 'No mail since noon @everyone',
  reproduction: 'Send a mail to anybody',
  diagnostics: 'The message waits in the queue',
  ruledOut: 'DNS answers, so does the firewall',
};

function notesOf(world: World, row: number): string[] {
  return world.freescout.world.threads
    .where((thread) => thread.conversation_id === row && thread.type === 3)
    .map(({ body }) => body ?? '');
}

/** What rang in the thread of the second tier's card. */
function callsIn(world: World): ReturnType<typeof read>[] {
  const lines = world.slack.messages(TIER.slack).flatMap(({ replies }) => replies.map((line) => read(line)));
  return lines.filter(({ words }) => words.includes('ESCALATED'));
}

/** The form in Slack that came after what stands behind a menu, sent. */
async function sendInSlack(world: World, words: string, label: string, values: Record<string, string>): Promise<void> {
  const before = world.slack.views(ANN.slack).length;
  await moreInSlack(world, words, label);
  await until(() => world.slack.views(ANN.slack).length > before, 'the form');
  await world.slack.submit({ user: ANN.slack, values });
}

test('a ticket is triaged, gets its device, is escalated and becomes a known incident, while colleagues work in FreeScout', async () => {
  const world = await startWorld({ settings: WITH_TIER });
  await using _world = world;
  await card(world, 'slack', 'Watching FreeScout');
  const { freescout } = world;
  await freescout.customerMail({
    from: 'pat@acme.example',
    name: 'Pat',
    subject: HOSTILE,
    body: 'Nothing <b>comes</b>',
  });
  await freescout.customerMail({ from: 'dana@acme.example', name: 'Dana', subject: 'No mail either', body: 'Help' });
  await freescout.customerMail({ from: 'fay@globex.example', name: 'Fay', subject: 'Mail of Globex', body: 'Help' });
  await card(world, 'slack', 'Mail of Globex');

  await sendInSlack(world, '#101', 'Priority…', {
    'Who is hit?': 'One user',
    'What does it keep them from?': 'Work stops',
    Priority: 'P1',
    'Why?': 'the owner <!here>',
  });
  const asked = await until(
    () => world.slack.ephemerals(ANN.slack).find((one) => read(one).words.includes('P1 all the same?')),
    'the question',
  );
  expect(read(asked).words).toContain('The matrix says P3');
  await answerInSlack(world, ANN.slack, world.slack.ephemerals(ANN.slack).indexOf(asked), 'Yes, P1');
  await card(world, 'discord', '#101', '🎫 P1');
  await until(() => notesOf(world, 101).some((note) => note.includes('Priority P1')), 'the note of the triage');

  const device = await formInDiscord(world, '#101', 'Device…');
  expect(JSON.stringify(world.discord.modals(BEN.discord).at(-1))).not.toContain('GLOBEX');
  const dc01 = world.trmm.world.agentsByName.get('ACME-DC01')?.agent_id ?? '';
  await world.discord.submit({ user: BEN.discord, modal: device, values: { device: `trmm/${dc01}` } });
  await card(world, 'slack', '#101', 'ACME-DC01', 'online');
  await formInDiscord(world, '#101', 'Its device');
  await until(() => read(world.discord.ephemerals(BEN.discord).at(-1)).words.includes('Updates installed'), 'its days');

  await freescout.agentClaim(101, ANN.email);
  await card(world, 'discord', '#101', 'Ann Baker', 'has it');
  const form = await formInDiscord(world, '#101', 'Escalate…');
  const wrong = await world.discord.submit({ user: BEN.discord, modal: form, values: { ...FACTS, ruledOut: 'n/a' } });
  expect(JSON.stringify(wrong)).toContain('Say what it is not');
  const again = await formInDiscord(world, '#101', 'Escalate…');
  const send = () => world.discord.submit({ user: BEN.discord, modal: again, values: { ...FACTS, to: 'nobody' } });
  await Promise.all([send(), send().catch(() => undefined)]);
  const called = await until(() => callsIn(world).at(0), 'the call in the second tier’s channel');
  expect(called.buttons).toEqual(['Claim', 'Open']);
  expect(JSON.stringify(world.slack.messages(TIER.slack))).not.toContain('"broadcast"');
  await until(
    () => discordCards(world, TIER.discord).some(({ words }) => words.includes('escalated it to the second tier')),
    'the card of the second tier in Discord',
  );
  await card(world, 'slack', '#101', 'Nobody has it.', 'escalated it');
  expect(freescout.world.conversations.where(({ id }) => id === 101)[0]?.user_id).toBeFalsy();
  await until(
    () => notesOf(world, 101).some((note) => note.includes('Causes ruled out')),
    'the note of the escalation',
  );
  expect(notesOf(world, 101).filter((note) => note.includes('Causes ruled out'))).toHaveLength(1);
  expect([callsIn(world).length, slackCards(world, TIER.slack).length]).toEqual([1, 1]);

  const views = world.slack.views(ANN.slack).length;
  await moreInSlack(world, '#102', 'Known incident…');
  await until(() => world.slack.views(ANN.slack).length > views, 'the form of the incident');
  await world.slack.suggest({ user: ANN.slack, actionId: 'incidents@freescout/102', value: '#101' });
  await world.slack.submit({ user: ANN.slack, values: { 'The incident': 'freescout/101' } });
  await card(world, 'discord', '#102', 'Known incident', '#101');
  await card(world, 'discord', '#101', 'A known incident of', '1 open');
  await freescout.customerMail({ from: 'eli@acme.example', name: 'Eli', subject: 'The same as Dana', body: 'Help' });
  await card(world, 'discord', '#104');
  await freescout.merge(104, 102);
  await card(world, 'discord', '#104', 'Known incident', '#101');
  await freescout.agentStatus(101, ANN.email, 'closed');
  await until(
    () => JSON.stringify(world.discord.messages(DISCORD_CHANNEL)).includes('is closed, 1 of its tickets is not'),
    'the question',
  );
  const before = world.slack.ephemerals(ANN.slack).length;
  const question = await until(
    () =>
      world.slack
        .messages('C0ALERTS')
        .flatMap((message) => message.replies)
        .find((reply) => read(reply).buttons.includes('Close them…')),
    'the question in Slack',
  );
  await world.slack.click({ user: ANN.slack, channel: 'C0ALERTS', ts: question.ts, text: 'Close them…' });
  await answerInSlack(world, ANN.slack, before, 'Close 1 ticket');
  await until(
    () => freescout.world.conversations.where(({ id }) => id === 104)[0]?.status === 3,
    'closed in FreeScout',
  );
  await card(world, 'discord', '#104', 'DONE');
  expect(discordCards(world, DISCORD_CHANNEL).some(({ words }) => words.includes('\u202e'))).toBe(false);
  expect([world.slack.mistakes, world.discord.violations]).toEqual([[], []]);
}, 90_000);
