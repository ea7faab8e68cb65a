import { expect, test } from 'vitest';
import { HOUR, moveWorld, VIRTUAL } from './clock.ts';
import { card, discordCards, read, slackCards, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const OVER = 'The snooze in Tactical RMM is over, and it still fails';
const DOWN = { agent: 'ACME-DC01', type: 'check', checkName: 'Internet', severity: 'error' } as const;

/** The menu behind "More…" as Ann has it in Slack, and a press in it. */
async function orderInSlack(world: World, label: string): Promise<void> {
  const { id } = await until(
    () => slackCards(world).find(({ buttons }) => buttons.includes('More…')),
    'a card with more',
  );
  const before = world.slack.ephemerals(ANN.slack).length;
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: id, text: 'More…' });
  const menu = await until(() => world.slack.ephemerals(ANN.slack).at(before), 'the menu');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: menu.ts, text: label });
}

/** The same as Ben has it in Discord. */
async function menuInDiscord(world: World): Promise<string> {
  const { id } = await until(
    () => discordCards(world).find(({ buttons }) => buttons.includes('More…')),
    'a card with more',
  );
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: id, label: 'More…' });
  const menu = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'the menu');
  return menu.id;
}

async function failing(): Promise<{ world: World; row: number }> {
  const world = await startWorld({ environment: VIRTUAL });
  await card(world, 'slack', 'Watching Tactical RMM');
  const { id } = world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  return { world, row: id };
}

test('snoozed in Slack: exact in TRMM, on both cards, over on time, and it rings', async () => {
  const { world, row } = await failing();
  await using _world = world;
  await orderInSlack(world, 'Snooze 1 h');
  await card(world, 'discord', 'ACME-DC01', 'snoozed by', 'Ann Baker');
  await card(world, 'slack', 'ACME-DC01', 'snoozed by', 'Ann Baker');
  const end = Date.parse(world.trmm.alert(row)?.snooze_until ?? '');
  expect(Math.abs(end - world.trmm.now() - HOUR)).toBeLessThan(30_000);
  const noted = () => world.trmm.world.notes.some(({ note }) => note.includes('Ann Baker snoozed it in chat'));
  await until(noted, 'the note at the agent');
  await moveWorld(world, HOUR + 60_000);
  await until(() => JSON.stringify(world.slack.messages(SLACK_CHANNEL)).includes(OVER), 'the ring in Slack');
  await until(() => JSON.stringify(world.discord.state()).includes(OVER), 'the ring in Discord');
  expect(world.trmm.alert(row)).toMatchObject({ snoozed: false, resolved: false });
  expect(slackCards(world).filter((one) => one.words.includes('CRITICAL'))).toHaveLength(1);
  expect(world.slack.mistakes).toEqual([]);
}, 60_000);

test('snoozed in Discord until a time that is typed; a mistake is answered in the form; ended by hand again', async () => {
  const { world, row } = await failing();
  await using _world = world;
  const message = await menuInDiscord(world);
  const opened = await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label: 'Until…' });
  const modal = opened.modal?.id ?? '';
  const wrong = await world.discord.submit({ user: BEN.discord, modal, values: { until: 'soon', note: 'Parts come' } });
  expect(JSON.stringify(wrong)).toContain('such as 90m');
  const again = await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message, label: 'Until…' });
  await world.discord.submit({
    user: BEN.discord,
    modal: again.modal?.id ?? '',
    values: { until: '2h', note: 'Parts come' },
  });
  await card(world, 'slack', 'ACME-DC01', 'snoozed by', 'Ben Cole', 'Parts come');
  expect(world.trmm.alert(row)?.snoozed).toBe(true);
  await orderInSlack(world, 'End the snooze');
  await until(() => world.trmm.alert(row)?.snoozed === false, 'awake in TRMM');
  await until(() => discordCards(world).every((one) => !one.words.includes('snoozed by')), 'awake on the card');
  expect(world.discord.violations).toEqual([]);
}, 60_000);

test('resolved from the chat in the presser’s name; still failing, it comes back on the same card', async () => {
  const { world, row } = await failing();
  await using _world = world;
  await orderInSlack(world, 'Resolve');
  await card(world, 'discord', 'ACME-DC01', 'Resolved by Ann Baker', 'comes back if the check still fails');
  expect(world.trmm.alert(row)?.resolved).toBe(true);
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL', 'fired 2 times');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL', 'fired 2 times');
  expect(slackCards(world).filter((one) => one.words.includes('Failing since'))).toHaveLength(1);
}, 60_000);

test('a fix is verified from Discord: the checks run again, and both cards say that it has recovered', async () => {
  const { world, row } = await failing();
  await using _world = world;
  const check = world.trmm.alert(row)?.assigned_check;
  const run = async (): Promise<void> => {
    const message = await menuInDiscord(world);
    await world.discord.click({
      user: BEN.discord,
      channel: DISCORD_CHANNEL,
      message,
      label: 'Run the checks now',
    });
    await until(
      () => JSON.stringify(world.discord.ephemerals(BEN.discord)).includes('are being run'),
      'the answer to the press',
    );
  };
  await run();
  await until(
    () => JSON.stringify(world.discord.state()).includes('Ben Cole had the checks run'),
    'the line below the card',
  );
  expect(world.trmm.alert(row)?.resolved).toBe(false);
  for (const result of world.trmm.world.results.values()) if (result.check === check) result.status = 'passing';
  await run();
  await card(world, 'slack', 'ACME-DC01', 'RECOVERED');
  await card(world, 'discord', 'ACME-DC01', 'RECOVERED');
  expect(world.trmm.alert(row)?.resolved).toBe(true);
}, 60_000);

test('claimed in Slack and released in Discord by the same person or by another, on both cards at each step', async () => {
  const { world } = await failing();
  await using _world = world;
  const shown = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  const there = await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.id, text: 'Claim' });
  for (const chat of ['slack', 'discord'] as const) await card(world, chat, 'ACME-DC01', 'Ann Baker', 'has it, since');
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: there.id, label: 'Release' });
  for (const cards of [slackCards, discordCards])
    await until(() => cards(world).some((one) => one.buttons.includes('Claim')), 'the card that anybody may claim');
  await until(
    () => JSON.stringify(world.slack.messages(SLACK_CHANNEL)).includes('Ben Cole released it from Ann Baker'),
    'who released it',
  );
  const free = await card(world, 'discord', 'ACME-DC01', 'Acknowledged by', 'Ann Baker');
  expect([free.words.includes('has it'), free.buttons.includes('Un-acknowledge')]).toEqual([false, true]);
}, 60_000);

test('an order that TRMM refuses is told to whoever gave it, and the card goes back to what is true', async () => {
  const { world, row } = await failing();
  await using _world = world;
  world.trmm.fail({ path: `^/alerts/${row}/$`, method: 'PUT', action: { do: 'answer', status: 403, body: 'No.' } });
  await orderInSlack(world, 'Resolve');
  const told = await until(
    () =>
      [...world.slack.directMessages(ANN.slack), ...world.discord.directMessages(ANN.discord)].find((one) =>
        read(one).words.includes('was not changed'),
      ),
    'the refusal',
  );
  expect(read(told).words).toContain('lacks the right');
  const isTrue = (words: string): boolean => words.includes('CRITICAL') && !words.includes('on its way');
  await until(() => slackCards(world).some((one) => isTrue(one.words)), 'the card says what is true');
}, 60_000);

test('TRMM away: the order waits, is shown as waiting, and is carried out once it is back', async () => {
  const { world, row } = await failing();
  await using _world = world;
  world.trmm.unplug();
  await orderInSlack(world, 'Snooze 4 h');
  await card(world, 'discord', 'ACME-DC01', 'Ann Baker', 'on its way to Tactical RMM');
  world.trmm.plug();
  await until(() => world.trmm.alert(row)?.snoozed === true, 'snoozed in TRMM', 20_000);
  const shown = await card(world, 'discord', 'ACME-DC01', 'snoozed by');
  expect(shown.words).not.toContain('on its way');
}, 60_000);
