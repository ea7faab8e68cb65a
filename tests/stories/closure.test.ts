import { expect, test } from 'vitest';
import { answerInDiscord, answerInSlack, moreInSlack } from './menu.ts';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;
const STRICT = `${SETTINGS.replace('tier: gold }', 'tier: gold, contact: pat@acme.example }')}
tickets: { undo: 0s }
closure:
  rules: [{ steps: [verified, code, alerts, summary, csat, follow-on] }]
  csat: 'How was it? https://csat.example/{number}'
`;
const HOSTILE = 'The <b>line</b> was cut; @everyone is back';

/** What was written in a ticket by colleagues: `reply` was mailed. */
function written(world: World, id: number): string[] {
  return world.freescout.world.threads
    .where((row) => row.conversation_id === id && (row.type === 2 || row.type === 3) && row.state === 2)
    .map(({ type, body }) => `${type === 2 ? 'reply' : 'note'} ${body ?? ''}`);
}

/** Tickets that were made for what another one left open. */
function followOns(world: World): { id: number; subject: string | null; text: string }[] {
  const { conversations, threads } = world.freescout.world;
  return conversations
    .where((row) => row.source_type === 3 && row.id !== 101)
    .map(({ id, subject }) => {
      const [first] = threads.where((row) => row.conversation_id === id);
      return { id, subject, text: first?.body ?? '' };
    });
}

/** An alert with its ticket, which Ben has, and which has a card of its own because the customer wrote in it. */
async function working(): Promise<World> {
  const world = await startWorld({ settings: STRICT });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise(DOWN);
  await moreInSlack(world, 'ACME-DC01', 'Make a ticket');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'discord', 'ACME-DC01', 'Ticket #101', 'is open');
  await world.freescout.agentClaim(101, BEN.email);
  await world.freescout.customerReply(101, 'Is it mended?');
  await card(world, 'slack', '🎫 P3', 'In progress');
  await card(world, 'discord', '🎫 P3', 'In progress');
  return world;
}

/** What only Ben sees in Discord, and last. */
function shown(world: World): string {
  const last = world.discord.ephemerals(BEN.discord).at(-1);
  return last ? read(last).words : '';
}

/** How often the threads in Slack say that the customer wrote. */
function customerWords(world: World): number {
  const lines = world.slack.messages(SLACK_CHANNEL).flatMap(({ replies }) => replies.map((line) => read(line).words));
  return lines.filter((line) => line.includes('wrote again')).length;
}

/** Records the step that is next on the list in Discord. */
async function recordInDiscord(world: World, label: string, values: Record<string, string>): Promise<void> {
  const list = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'the list');
  const at = { user: BEN.discord, channel: DISCORD_CHANNEL, message: list.id };
  const opened = await world.discord.click({ ...at, label });
  await world.discord.submit({ user: BEN.discord, modal: opened.modal?.id ?? '', values });
}

test('a close that holds: begun in Slack, finished in Discord, refused while it fails and after a new word, and opened again by the customer', async () => {
  const world = await working();
  await using _world = world;
  const before = world.slack.ephemerals(ANN.slack).length;
  await moreInSlack(world, '🎫 P3', 'Close…');
  const inSlack = (): string => read(world.slack.ephemerals(ANN.slack).at(before)).words;
  await until(() => /steps are done\. Next:[^]*ACME-DC01[^]*fails since/.test(inSlack()), 'the list in Slack');
  await answerInSlack(world, ANN.slack, before, 'Record…');
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form in Slack');
  await world.slack.submit({ user: ANN.slack, values: { 'How did they say it?': 'On the phone' } });
  await card(world, 'discord', '🎫 P3', 'Closing: 1 recorded');

  const { id } = await card(world, 'discord', '🎫 P3', 'In progress');
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: id, label: 'More…' });
  await answerInDiscord(world, 'Go on closing…');
  expect(shown(world)).toContain('on the phone · Ann Baker');
  await recordInDiscord(world, 'Record…', { code: 'Fixed' });
  await recordInDiscord(world, 'Record…', { text: HOSTILE });
  await answerInDiscord(world, 'Add');
  await recordInDiscord(world, 'Record…', { lines: '- Replace the <switch>\n- Label the cables' });
  expect(shown(world)).toContain('5 of 6 required steps are done. Next: No new alert on its devices');
  world.trmm.recover(DOWN);
  await card(world, 'discord', '🎫 P3', 'recovered');
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: id, label: 'More…' });
  await answerInDiscord(world, 'Go on closing…');
  await answerInDiscord(world, 'Close now…');
  expect(shown(world)).toContain('This goes to the customer when #101 is closed');

  const words = customerWords(world);
  await world.freescout.customerReply(101, 'Wait, one more thing!');
  await until(() => customerWords(world) > words, 'the desk knows of the word');
  await answerInDiscord(world, 'Send and close');
  expect(shown(world)).toContain('the customer wrote after that');
  expect(world.freescout.tickets().find((one) => one.id === 101)?.status).toBe('active');
  await recordInDiscord(world, 'Look again…', { who: 'Pat', how: 'mail' });
  await answerInDiscord(world, 'Close now…');
  world.freescout.fail({ path: '/api/conversations$', method: 'POST', times: 1, action: { do: 'drop-after' } });
  await answerInDiscord(world, 'Send and close');
  await card(world, 'slack', 'DONE', 'Goes on in', 'Replace the <switch>');
  await until(() => followOns(world).length === 2, 'both tickets', 30_000);
  await until(
    () => written(world, 101).filter((one) => one.includes('goes on with')).length === 2,
    'both notes',
    30_000,
  );
  const said = written(world, 101);
  expect(said.filter((one) => one.startsWith('reply'))).toEqual([
    expect.stringMatching(
      /&lt;b&gt;line&lt;\/b&gt; was cut; @everyone is back<br><br>How was it\? https:\/\/csat\.example\/101/,
    ),
  ]);
  expect(said.filter((one) => one.includes('closes this ticket'))).toEqual([
    expect.stringMatching(/Verified by the user: Pat, by mail \(Ben Cole[^]*Resolution code: Fixed/),
  ]);
  expect(new Set(followOns(world).map(({ subject }) => subject))).toEqual(
    new Set(['Label the cables', 'Replace the <switch>']),
  );
  expect(followOns(world)[0]?.text).toContain('Left open when ticket #101 was closed');
  await card(world, 'discord', 'Label the cables', '🎫 P3');

  await world.freescout.customerReply(101, 'It is cut again.');
  await card(world, 'slack', 'In progress', 'Ben Cole', 'Closed and not solved: 1×', 'to be looked at again');
  await card(world, 'discord', 'In progress', 'Ben Cole', 'Closed and not solved: 1×');
  expect([world.slack.mistakes, world.discord.violations, followOns(world).length]).toEqual([[], [], 2]);
}, 90_000);
