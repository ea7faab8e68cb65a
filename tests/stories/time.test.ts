import { expect, test } from 'vitest';
import { card, read, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

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
});
