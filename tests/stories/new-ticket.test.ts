import { expect, test } from 'vitest';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld } from './world.ts';

test('a ticket for a caller, one from a message in Slack, and a message in Discord as a note in it', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching FreeScout');
  await until(
    () => world.freescout.requests.some(({ path }) => path.includes('/api/mailboxes')),
    'the mailboxes are known',
  );

  await world.discord.command({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    name: 'ticket',
    options: { number: 'new No sound' },
  });
  const modal = world.discord.modals(BEN.discord).at(-1)?.id ?? '';
  const values = { mailbox: 'Support', contact: 'pat@acme.example', text: 'On the phone.', priority: 'P2' };
  await world.discord.submit({ user: BEN.discord, modal, values });
  await card(world, 'slack', 'No sound', 'Acme', 'P2');
  await card(world, 'discord', 'No sound', 'Acme', 'P2');

  const said = await world.slack.say({
    user: ANN.slack,
    channel: SLACK_CHANNEL,
    text: 'VPN is down\nat <Globex> & co',
  });
  await world.slack.shortcut({
    user: ANN.slack,
    callbackId: 'ticket-from-message',
    channel: SLACK_CHANNEL,
    ts: said.ts,
  });
  const view = await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  expect(JSON.stringify(view)).toContain('VPN is down');
  await world.slack.submit({ user: ANN.slack, values: { 'For whom?': 'fay@globex.example' } });
  await card(world, 'discord', 'VPN is down', 'Globex');
  const texts = world.freescout.world.threads.where((row) => row.conversation_id === 102).map(({ body }) => body);
  expect(texts.join()).toMatch(
    /Ann Baker wrote at [^]*VPN is down<br>at &lt;Globex&gt; &amp; co[^]*Written down by Ann/,
  );

  const { id: post } = await card(world, 'discord', 'VPN is down');
  const opened = await world.discord.command({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    name: 'Add to a ticket',
    target: post,
  });
  await world.discord.submit({ user: BEN.discord, modal: opened.modal?.id ?? '', values: { ticket: 'No sound' } });
  const notes = () => world.freescout.world.threads.where((row) => row.conversation_id === 101 && row.type === 3);
  await until(() => notes().length === 1, 'the note');
  expect(notes()[0]?.body).toMatch(/deskbell wrote at [^]*VPN is down/);
  await until(
    () =>
      world.slack
        .messages(SLACK_CHANNEL)
        .some(({ replies }) => replies.some((line) => read(line).words.includes('Ben Cole noted'))),
    'its line in the thread',
  );
  expect([world.slack.mistakes, world.discord.violations]).toEqual([[], []]);
}, 60_000);
