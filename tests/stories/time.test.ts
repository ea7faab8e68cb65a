import { expect, test } from 'vitest';
import { moveWorld, VIRTUAL } from './clock.ts';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const MINUTE = 60_000;
const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'It smokes.' };

async function ticketCard(world: World): Promise<{ slack: string; discord: string }> {
  await card(world, 'slack', 'Watching FreeScout');
  await world.freescout.customerMail(MAIL);
  const slack = await card(world, 'slack', 'Printer on fire');
  const discord = await card(world, 'discord', 'Printer on fire');
  return { slack: slack.id, discord: discord.id };
}

/** Opens the form on a Slack card and answers what stands in it. */
async function openInSlack(world: World, ts: string): Promise<string> {
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts, text: 'Log time' });
  return JSON.stringify(await until(() => world.slack.views(ANN.slack).at(-1), 'the form'));
}

test('two clicks from a Slack card save a draft that holds ticket, customer and hours', async () => {
  await using world = await startWorld();
  const { slack } = await ticketCard(world);
  const form = await openInSlack(world, slack);
  expect(form).toContain('Acme');
  expect(form).toContain('#101 Printer on fire');
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'slack', 'Ann Baker', '0.25 h, saved as a draft');
  await card(world, 'discord', 'Ann Baker', '0.25 h, saved as a draft');
  const [draft, ...more] = world.erpnext.drafts();
  expect(more).toEqual([]);
  expect(draft).toMatchObject({
    customer: 'Acme',
    employee: 'HR-EMP-00001',
    docstatus: 0,
    time_logs: [{ hours: 0.25, is_billable: 1, description: '#101 Printer on fire' }],
  });
});

test('the same in Discord, with hours that go in no quarters corrected in between', async () => {
  await using world = await startWorld();
  const { discord } = await ticketCard(world);
  const opened = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: discord,
    label: 'Log time',
  });
  expect(opened.kind).toBe('modal');
  const [modal] = world.discord.modals(BEN.discord);
  const wrong = await world.discord.submit({ user: BEN.discord, modal: modal?.id ?? '', values: { hours: '0.3' } });
  expect(read(wrong).words).toContain('0.5 instead of 0.3');
  const again = await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: wrong.message?.id ?? '',
    label: 'Edit again',
  });
  expect(again.kind).toBe('modal');
  await world.discord.submit({
    user: BEN.discord,
    modal: world.discord.modals(BEN.discord).at(-1)?.id ?? '',
    values: { hours: '0.5' },
  });
  await card(world, 'discord', 'Ben Cole', '0.5 h, saved as a draft');
  expect(world.erpnext.drafts()).toHaveLength(1);
  expect(world.discord.violations).toEqual([]);
});

test('ERPNext commits and the connection breaks: exactly one draft', async () => {
  await using world = await startWorld();
  const { slack } = await ticketCard(world);
  world.erpnext.commitThenDrop(1);
  await openInSlack(world, slack);
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'slack', '0.25 h, waiting for ERPNext');
  await until(
    () => world.slack.messages(SLACK_CHANNEL).some((one) => JSON.stringify(one).includes('saved as a draft')),
    'the entry is saved',
    25_000,
  );
  expect(world.erpnext.timesheets()).toHaveLength(1);
}, 40_000);

test('ERPNext is away: the entry waits on the card, is sent once when it is back, and can be undone', async () => {
  await using world = await startWorld();
  const { slack } = await ticketCard(world);
  await openInSlack(world, slack);
  world.erpnext.unplug();
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'discord', '0.25 h, waiting for ERPNext');
  world.erpnext.plug();
  await until(
    () => world.slack.messages(SLACK_CHANNEL).some((one) => JSON.stringify(one).includes('saved as a draft')),
    'the entry is saved',
    25_000,
  );
  expect(world.erpnext.drafts()).toHaveLength(1);

  const receipt = await until(
    () =>
      [...world.slack.ephemerals(ANN.slack), ...world.slack.directMessages(ANN.slack)].find((one) =>
        JSON.stringify(one).includes('Undo'),
      ),
    'a receipt with an undo',
  );
  const channel = world.slack.ephemerals(ANN.slack).some((one) => one.ts === receipt.ts) ? SLACK_CHANNEL : 'D';
  await world.slack.click({ user: ANN.slack, ...(channel === 'D' ? {} : { channel }), ts: receipt.ts, text: 'Undo' });
  await until(() => world.erpnext.drafts().length === 0, 'the draft is gone');
}, 40_000);

test('/log-time without a card works the same, and an empty customer list says why', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching FreeScout');
  const form = await until(async () => {
    await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/log-time', text: 'globex' });
    return JSON.stringify(world.slack.views(ANN.slack).at(-1));
  }, 'the form, once the customers were read');
  expect(form).toContain('Globex');
  await world.slack.submit({
    user: ANN.slack,
    values: { 'What was done': 'On the phone', 'Hours, or from–to': '1.5' },
  });
  await until(() => world.erpnext.drafts().length === 1, 'a draft');
  expect(world.erpnext.drafts()[0]).toMatchObject({
    customer: 'Globex',
    time_logs: [{ hours: 1.5, description: 'On the phone' }],
  });
});

test('without the right to read customers the form does not open, and the reason is said', async () => {
  await using world = await startWorld({ before: ({ erpnext }) => erpnext.setRights('Customer', []) });
  await card(world, 'slack', 'Watching FreeScout');
  await until(async () => {
    await world.slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/log-time', text: '' });
    return world.slack.ephemerals(ANN.slack).some((one) => JSON.stringify(one).includes('cannot be read since'));
  }, 'the reason');
  expect(world.slack.views(ANN.slack)).toEqual([]);
  await world.discord.command({ user: BEN.discord, channel: DISCORD_CHANNEL, name: 'log-time' });
  const told = await until(() => world.discord.ephemerals(BEN.discord).at(-1), 'the reason in Discord');
  expect(read(told).words).toMatch(/cannot be read since[^]*the right to read customers/);
  expect(world.discord.modals(BEN.discord)).toEqual([]);
});

/** Presses a button of the answer in Slack that only this person sees, once it is there; the form opens. */
async function pressAnswer(world: World, user: string, words: string, label: string): Promise<void> {
  const said = (): { ts: string } | undefined =>
    world.slack.ephemerals(user).findLast((one) => JSON.stringify(one).includes(words));
  const { ts } = await until(said, words);
  const views = world.slack.views(user).length;
  await world.slack.click({ user, channel: SLACK_CHANNEL, ts, text: label });
  await until(() => world.slack.views(user).length > views, 'the form');
}

/** Presses a button of a direct message in Discord, once it is there; the identifier of the form that opens. */
async function pressDirect(world: World, user: string, words: string, label: string): Promise<string> {
  const said = () => world.discord.directMessages(user).findLast((one) => read(one).words.includes(words));
  const { id } = await until(said, words);
  const opened = await world.discord.click({ user, message: id, label });
  return opened.modal?.id ?? '';
}

test('work becomes time: release and a closing by hand offer it, what is taken comes back with a free time, and a refusal is corrected', async () => {
  await using world = await startWorld({ environment: VIRTUAL });
  const { slack, discord } = await ticketCard(world);
  const { id } = world.freescout.tickets()[0] ?? { id: 0 };

  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: slack, text: 'Claim' });
  await card(world, 'slack', 'Ann Baker', 'has it');
  await moveWorld(world, 50 * MINUTE);
  await world.slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: slack, text: 'Release' });
  await pressAnswer(world, ANN.slack, 'of it are not logged yet', 'Log time');
  const form = JSON.stringify(world.slack.views(ANN.slack).at(-1));
  for (const words of ['Acme', '"1"', '#101 Printer on fire', 'Execution', 'Billable']) expect(form).toContain(words);
  await world.slack.submit({ user: ANN.slack });
  await card(world, 'discord', 'Ann Baker', '1 h, saved as a draft', 'TS-2026-00001');
  expect(world.erpnext.drafts()).toMatchObject([
    { customer: 'Acme', time_logs: [{ hours: 1, activity_type: 'Execution', is_billable: 1 }] },
  ]);

  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: discord, label: 'Claim' });
  await card(world, 'discord', 'Ben Cole', 'has it');
  await moveWorld(world, 75 * MINUTE);
  await world.freescout.agentStatus(id, 'ben@msp.example', 'closed');
  const offered = await pressDirect(world, BEN.discord, 'in which you had it are not logged yet', 'Log time');
  await world.discord.submit({ user: BEN.discord, modal: offered, values: {} });
  await card(world, 'slack', 'Ben Cole', '0.5 h, saved as a draft');

  const [from, to] = rowOf(world, 1);
  await world.discord.click({ user: BEN.discord, channel: DISCORD_CHANNEL, message: discord, label: 'Log time' });
  const clash = await world.discord.submit({
    user: BEN.discord,
    modal: world.discord.modals(BEN.discord).at(-1)?.id ?? '',
    values: { hours: `${from}-${to}` },
  });
  expect(read(clash).words).toMatch(/is taken: TS-2026-00002 has[^]*The nearest free time is/);
  await world.discord.click({
    user: BEN.discord,
    channel: DISCORD_CHANNEL,
    message: clash.message?.id ?? '',
    label: 'Continue',
  });
  // ERPNext does not know the customer by this name any more, and the list here is of before.
  world.erpnext.renameCustomer('Acme', 'Acme Holding');
  await world.discord.submit({
    user: BEN.discord,
    modal: world.discord.modals(BEN.discord).at(-1)?.id ?? '',
    values: {},
  });
  await card(world, 'discord', 'Ben Cole', '0.5 h, refused by ERPNext, to be corrected');
  const corrected = await pressDirect(world, BEN.discord, 'refused 0.5 h for Acme', 'Correct');
  await world.discord.submit({ user: BEN.discord, modal: corrected, values: { customer: 'Globex' } });
  await until(() => world.erpnext.drafts().length === 3, 'the corrected draft');
  expect(world.erpnext.drafts()[2]).toMatchObject({ customer: 'Globex', time_logs: [{ hours: 0.5 }] });
  expect(rowOf(world, 2)[1] <= from || rowOf(world, 2)[0] >= to).toBe(true);
  expect(world.discord.violations).toEqual([]);
}, 60_000);

/** From when to when a draft is, as clocks. */
function rowOf(world: World, index: number): [string, string] {
  const rows = world.erpnext.drafts()[index]?.['time_logs'] as { from_time: string; to_time: string }[] | undefined;
  const row = rows?.[0];
  return [row?.from_time.slice(11, 16) ?? '', row?.to_time.slice(11, 16) ?? ''];
}
