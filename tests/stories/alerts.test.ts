import { expect, test } from 'vitest';
import { moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;

/** Presses a button on a card and answers what the presser alone then reads. */
async function press(
  world: World,
  chat: 'slack' | 'discord',
  user: string,
  id: string,
  label: string,
): Promise<string> {
  if (chat === 'slack') {
    const before = world.slack.ephemerals(user).length;
    await world.slack.click({ user, channel: SLACK_CHANNEL, ts: id, text: label });
    const answer = await until(() => world.slack.ephemerals(user).at(before), `an answer for ${user}`);
    return JSON.stringify(answer);
  }
  const seen = await world.discord.click({ user, channel: DISCORD_CHANNEL, message: id, label });
  return JSON.stringify(seen);
}

test('an alert found by polling becomes two equal cards, and an acknowledge on one is seen on both', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);

  const inSlack = await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'Nobody has acknowledged it');
  const inDiscord = await card(world, 'discord', 'ACME-DC01', 'CRITICAL', 'Nobody has acknowledged it');
  expect(inSlack.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'More…', 'Why?']);
  expect(inDiscord.buttons).toEqual(inSlack.buttons);

  const answer = await press(world, 'slack', ANN.slack, inSlack.id, 'Acknowledge');
  expect(answer).toContain('not solved by that');
  const after = await card(world, 'discord', 'ACME-DC01', 'Acknowledged by', 'Ann Baker');
  expect(after.id).toBe(inDiscord.id);
  expect((await card(world, 'slack', 'Acknowledged by', 'Ann Baker')).id).toBe(inSlack.id);
  expect(after.buttons).toEqual(['Un-acknowledge', 'Claim', 'Log time', 'More…', 'Why?']);
  await until(() => world.trmm.world.notes.some((note) => note.note.includes('Ann Baker')), 'a note at the agent');
  expect(world.slack.mistakes).toEqual([]);
  expect(world.discord.violations).toEqual([]);
});

test('an alert told by webhook is there before any poll, once', async () => {
  await using world = await startWorld({ webhooks: true, pollSeconds: 3600 });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise({ agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' });
  await card(world, 'slack', 'ACME-DC01');
  await card(world, 'discord', 'ACME-DC01');
  await world.trmm.webhooks.settled();
  expect(slackCards(world).filter((one) => one.words.includes('ACME-DC01'))).toHaveLength(1);
});

test('resolved by hand in TRMM, then failing again under a new row: still one card, which rings', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  const alert = world.trmm.raise({ agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' });
  const first = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');

  world.trmm.resolveByHand(alert.id);
  await card(world, 'slack', 'RESOLVED BY HAND');
  await card(world, 'discord', 'RESOLVED BY HAND');

  const [again] = world.trmm.runChecks('ACME-DC01');
  expect(again).not.toBe(alert.id);
  const same = await card(world, 'slack', 'CRITICAL', 'fired 2 times');
  expect(same.id).toBe(first.id);
  await card(world, 'discord', 'CRITICAL', 'fired 2 times');
  const ring = await until(
    () =>
      world.slack
        .messages(SLACK_CHANNEL)
        .find((one) => one.ts === first.id)
        ?.replies.find((reply) => reply.subtype === 'thread_broadcast'),
    'a ring in the channel',
  );
  expect(JSON.stringify(ring)).toContain('still failing');
  await card(world, 'discord', 'still failing');
  expect(slackCards(world).filter((one) => one.buttons.includes('Acknowledge'))).toHaveLength(1);
});

test('a late acknowledge does not undo a recovery, and the presser is told', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const shown = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  world.slack.fail({ path: '/api/chat.update', action: { do: 'answer', status: 503 } });
  world.trmm.recover(DOWN);
  await card(world, 'discord', 'RECOVERED');

  const answer = await press(world, 'slack', BEN.slack, shown.id, 'Acknowledge');
  expect(answer).toContain('recovered');
  expect(answer).toContain('nothing was changed');
  world.slack.clearFaults();
  const settled = await card(world, 'slack', 'RECOVERED');
  expect(settled.words).not.toContain('Ben Cole');
});

test('two people claim at once: one has it, the other is told who', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const inSlack = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  const inDiscord = await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  const answers = await Promise.all([
    press(world, 'slack', ANN.slack, inSlack.id, 'Claim'),
    press(world, 'discord', BEN.discord, inDiscord.id, 'Claim'),
  ]);
  const winners = answers.filter((answer) => answer.includes('You have'));
  const losers = answers.filter((answer) => / claimed /.test(answer));
  expect([winners.length, losers.length]).toEqual([1, 1]);
  const holder = answers[0]?.includes('You have') ? 'Ann Baker' : 'Ben Cole';
  await card(world, 'slack', holder, 'has it');
  await card(world, 'discord', holder, 'has it');
});

test('what was open before the first start is one summary, not a flood', async () => {
  await using world = await startWorld({
    before: ({ trmm, freescout }) => {
      trmm.storm({ count: 40 });
      return freescout
        .customerMail({ from: 'pat@acme.example', subject: 'Old one', body: 'Since yesterday' })
        .then(() => undefined);
    },
  });
  const summary = await card(world, 'slack', 'Watching Tactical RMM', '40 alerts were open already');
  await card(world, 'slack', 'Watching FreeScout', 'One of its tickets was open already');
  await card(world, 'discord', 'Watching Tactical RMM');
  await card(world, 'discord', 'Watching FreeScout');
  expect(summary.buttons).toEqual(['Show 40']);
  expect(discordCards(world)).toHaveLength(2);
  expect(slackCards(world)).toHaveLength(2);
  expect(await press(world, 'slack', ANN.slack, summary.id, 'Show 40')).toContain('40 open alerts');
  const there = await card(world, 'discord', 'Watching Tactical RMM');
  expect(await press(world, 'discord', BEN.discord, there.id, 'Show 40')).toContain('40 open alerts');
});

test('snoozed, hidden, lowered and deleted in TRMM are told apart on the card', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  const agents = ['ACME-DC01', 'GLOBEX-DC01', 'ACME-FS01'];
  const alerts = agents.map((agent) =>
    world.trmm.raise({ agent, type: 'check', checkName: 'Internet', severity: 'error' }),
  );
  for (const agent of agents) {
    await card(world, 'slack', agent, 'CRITICAL');
    await card(world, 'discord', agent, 'CRITICAL');
  }
  world.trmm.snoozeByHand(alerts[0]?.id ?? 0, 1);
  world.trmm.raise({ agent: 'GLOBEX-DC01', type: 'check', checkName: 'Internet', severity: 'warning' });
  world.trmm.deleteAlert(alerts[2]?.id ?? 0);
  await card(world, 'slack', 'ACME-DC01', 'snoozed in Tactical RMM');
  await card(world, 'slack', 'GLOBEX-DC01', 'WARNING');
  await card(world, 'slack', 'ACME-FS01', 'DELETED');
  await card(world, 'discord', 'ACME-FS01', 'DELETED');
  world.trmm.hide(alerts[1]?.id ?? 0);
  const hidden = await card(world, 'discord', 'GLOBEX-DC01', 'hidden in Tactical RMM');
  expect(hidden.buttons).toContain('Acknowledge');
  for (const chat of ['slack', 'discord'] as const) {
    await card(world, chat, 'ACME-DC01', 'snoozed in Tactical RMM');
    await card(world, chat, 'GLOBEX-DC01', 'WARNING', 'hidden in Tactical RMM');
    await card(world, chat, 'ACME-FS01', 'DELETED');
  }
  world.trmm.addKey({ key: world.trmm.apiKey, clients: [1] });
  for (const chat of ['slack', 'discord'] as const) {
    const gone = await card(world, chat, 'GLOBEX-DC01', 'OUT OF SIGHT', 'whether it still fails is not known');
    expect(gone.buttons).toEqual(['Log time', 'Why?']);
  }
});

test('a note belongs to an acknowledge; when nothing follows it, it is reminded of and lapses, and the alert rings again', async () => {
  const settings = `${SETTINGS}acknowledge: { remindAfter: 0s, lapseAfter: 10m }\n`;
  await using world = await startWorld({ settings, environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  const shown = await card(world, 'slack', 'ACME-DC01');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Acknowledge' });
  const receipt = await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'the receipt');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: receipt.ts, text: 'Add a note' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form');
  await world.slack.submit({ user: ANN.slack, values: { 'What should the others know?': 'On my way to the site' } });
  await card(world, 'discord', 'Acknowledged by', 'On my way to the site');
  const reminder = await until(
    () =>
      [...world.discord.directMessages(ANN.discord), ...world.slack.directMessages(ANN.slack)].find((one) =>
        JSON.stringify(one).includes('nobody has claimed it'),
      ),
    'the reminder',
    15_000,
  );
  expect(read(reminder).buttons).toEqual(['Claim']);
  await moveWorld(world, 11 * 60_000);
  await until(() => discordCards(world).some((one) => one.words.includes('nobody is on it')), 'the lapse');
  expect((await card(world, 'slack', 'Nobody has acknowledged it')).id).toBe(shown.id);
}, 60_000);
