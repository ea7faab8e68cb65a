import { expect, test } from 'vitest';
import { card, read, type Seen, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SETTINGS, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const DOWN = { agent: 'ACME-DC01', type: 'availability' } as const;
const MAIL = { from: 'pat@acme.example', name: 'Pat Jones', subject: 'Printer on fire', body: 'It smokes.' };
const DORA = { slack: 'U0DORA', discord: '400000000000000009' };
/** The page is left alone for ten seconds after its reader pressed; then it follows the desk every two. */
const FOLLOWS = 30_000;

function homeOf(world: World, user: string): Omit<Seen, 'id'> {
  return read(world.slack.home(user) ?? {});
}

/** Opens the home tab, or looks at it again, until it says all of this. */
async function homeSays(world: World, user: string, ...words: string[]): Promise<Omit<Seen, 'id'>> {
  const look = (): Omit<Seen, 'id'> | false => {
    const home = homeOf(world, user);
    return words.every((word) => home.words.includes(word)) ? home : false;
  };
  return until(look, `a home with ${words.join(' and ')}`, FOLLOWS).catch((error: unknown) => {
    throw new Error(`${String(error)}\nThere is:\n${JSON.stringify(homeOf(world, user))}`);
  });
}

/** What lies over Ann's home, once it says this. */
async function viewSays(world: World, words: string): Promise<void> {
  await until(() => read(world.slack.views(ANN.slack)).words.includes(words), `a view with ${words}`);
}

/** `/desk home` in Discord: the message and what it says. */
async function inDiscord(world: World, user: string): Promise<Seen> {
  const seen = await world.discord.command({ user, channel: DISCORD_CHANNEL, name: 'desk', subcommand: 'home' });
  return { id: seen.message?.id ?? '', ...read(seen.message?.components) };
}

test('the home tab shows alerts, tickets and what to do next; an acknowledge pressed there is on the card and on both pages', async () => {
  await using world = await startWorld({ environment: { VAULTWARDEN_URL: 'https://vault.example.com' } });
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  world.trmm.raise(DOWN);
  await world.freescout.customerMail(MAIL);
  const alert = await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await card(world, 'slack', 'Printer on fire');
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');

  await world.slack.openHome({ user: BEN.slack });
  await world.slack.openHome({ user: ANN.slack });
  const before = await homeSays(world, ANN.slack, '🔴 1 critical', 'nobody has seen 1', 'Printer on fire', 'P3 New');
  expect(before.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'Refresh']);
  const drawn = JSON.stringify(world.slack.home(ANN.slack));
  expect(drawn).toContain(`/archives/${SLACK_CHANNEL}/p${alert.id.replace('.', '')}`);
  expect(drawn).toMatch(/<!date\^\d+\^\{ago\}\|/);
  for (const url of [world.trmm.webUrl, world.freescout.url, world.erpnext.url, 'https://vault.example.com'])
    expect(drawn).toContain(`"url":"${new URL(url).href}"`);

  const home = { user: ANN.slack, viewId: String(world.slack.home(ANN.slack)?.['id']) };
  await world.slack.click({ ...home, text: 'Acknowledge' });
  const after = await homeSays(world, ANN.slack, '👀 Ann Baker', '↳ You acknowledged');
  expect(after.buttons).toEqual(['Claim', 'Add a note', 'Claim', 'Log time', 'Refresh']);
  await card(world, 'slack', 'Acknowledged by', 'Ann Baker');
  await card(world, 'discord', 'Acknowledged by', 'Ann Baker');
  await homeSays(world, BEN.slack, '👀 Ann Baker');
  expect(world.slack.directMessages(ANN.slack)).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);

test('forms opened on the home tab lie over it and answer there: a note, and time', async () => {
  await using world = await startWorld({ chats: ['slack'] });
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await world.slack.openHome({ user: ANN.slack });
  await homeSays(world, ANN.slack, 'ACME-DC01');
  const home = { user: ANN.slack, viewId: String(world.slack.home(ANN.slack)?.['id']) };

  await world.slack.click({ ...home, text: 'Acknowledge' });
  await homeSays(world, ANN.slack, '↳ You acknowledged');
  await world.slack.click({ ...home, text: 'Add a note' });
  await until(() => world.slack.views(ANN.slack).at(-1), 'the form for the note');
  await world.slack.submit({ user: ANN.slack, values: { 'What should the others know?': 'The fuse is out' } });
  await card(world, 'slack', 'The fuse is out');
  await viewSays(world, 'Your note is on the card.');
  await world.slack.closeModal({ user: ANN.slack });

  await world.slack.click({ ...home, text: 'Claim' });
  await homeSays(world, ANN.slack, '🙋 Ann Baker');
  await world.slack.click({ ...home, text: 'Log time' });
  const form = await until(() => world.slack.views(ANN.slack).at(-1), 'the form for time');
  expect(JSON.stringify(form)).toContain('Acme');
  await world.slack.submit({ user: ANN.slack });
  await until(() => world.erpnext.drafts().length === 1, 'a draft');
  await viewSays(world, 'Kept: 0.25 h for Acme');
  // The draft is there a moment before the desk knows it: until then an Undo is refused.
  const counted = async (): Promise<string> => (await fetch(`${world.bot.url}/metrics`)).text();
  await until(async () => (await counted()).includes('deskbell_outbox 0\n'), 'the draft is settled');
  await world.slack.click({ user: ANN.slack, text: 'Undo' });
  await until(() => world.erpnext.drafts().length === 0, 'no draft any more');
  await viewSays(world, 'taken back');
  expect(world.slack.directMessages(ANN.slack)).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);

test('in Discord /desk home is the same, and the message turns into its newer state', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await world.freescout.customerMail(MAIL);
  await card(world, 'discord', 'ACME-DC01', 'CRITICAL');
  const ticket = await card(world, 'discord', 'Printer on fire');
  const shown = await inDiscord(world, BEN.discord);
  expect(shown.words).toContain('🔴 1 critical');
  expect(shown.words).toMatch(/<t:\d+:R>/);
  expect(shown.words).toContain(`https://discord.com/channels/200000000000000001/${DISCORD_CHANNEL}/${ticket.id}`);
  expect(shown.buttons).toEqual(['Acknowledge', 'Claim', 'Log time', 'Refresh']);

  const press = { user: BEN.discord, channel: DISCORD_CHANNEL, message: shown.id };
  const pressed = await world.discord.click({ ...press, label: 'Acknowledge' });
  expect(pressed.message?.id).toBe(shown.id);
  expect(read(pressed.message?.components).words).toContain('↳ You acknowledged');
  expect(read(pressed.message?.components).words).toContain('👀 Ben Cole');
  await card(world, 'slack', 'Acknowledged by', 'Ben Cole');
  await world.slack.command({ user: BEN.slack, channel: SLACK_CHANNEL, command: '/desk', text: '' });
  const inSlack = await until(() => world.slack.ephemerals(BEN.slack).at(-1), '/desk in Slack');
  expect(read(inSlack).words).toContain('👀 Ben Cole');
  const count = world.slack.ephemerals(BEN.slack).length;
  const { ts } = inSlack;
  await world.slack.click({ user: BEN.slack, channel: SLACK_CHANNEL, ts, text: 'Claim' });
  const same = (): object | undefined => world.slack.ephemerals(BEN.slack).find((one) => one.ts === ts);
  await until(() => read(same()).words.includes('🙋 Ben Cole · 👀 Ben Cole'), 'the newer state in the same message');
  expect(world.slack.ephemerals(BEN.slack)).toHaveLength(count);
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);

test('whoever is not linked sees how to be linked, and nothing of the desk', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  world.trmm.raise(DOWN);
  await card(world, 'slack', 'ACME-DC01', 'CRITICAL');
  await world.slack.openHome({ user: DORA.slack });
  const home = await homeSays(world, DORA.slack, '/desk link');
  expect(home.words).not.toContain('ACME');
  expect(home.buttons).toEqual([]);
  const discord = await inDiscord(world, DORA.discord);
  expect(discord.words).toContain('/desk link');
  expect(discord.words).not.toContain('ACME');
  expect(discord.buttons).toEqual([]);
}, 90_000);

test('an empty desk says that all is calm, but not while a source is silent', async () => {
  await using world = await startWorld();
  await card(world, 'slack', 'Watching Tactical RMM');
  await card(world, 'slack', 'Watching FreeScout');
  await world.slack.openHome({ user: ANN.slack });
  await homeSays(world, ANN.slack, 'All is calm');
  expect((await inDiscord(world, ANN.discord)).words).toContain('All is calm');
  world.trmm.unplug();
  const home = await homeSays(world, ANN.slack, 'Nothing is known to be open', 'Tactical RMM', 'is silent since');
  expect(home.words).not.toContain('All is calm');
  expect(home.words).not.toContain('FreeScout is silent');
  const discord = await inDiscord(world, ANN.discord);
  expect(discord.words).toContain('Tactical RMM is silent since');
  world.trmm.plug();
  await homeSays(world, ANN.slack, 'All is calm');
}, 90_000);

test('three hundred alerts: the worst are shown, the others counted and a press away, within what both chats allow', async () => {
  const settings = SETTINGS.replace('name: Acme,', 'name: Acme, channels: ["slack:C0ACME"],');
  await using world = await startWorld({
    settings,
    before: async ({ trmm, freescout }) => {
      trmm.storm({ count: 299, type: 'check', severity: 'warning' });
      trmm.raise(DOWN);
      await freescout.customerMail({ ...MAIL, subject: '<!channel> @everyone <@U0BEN> *loud*' });
    },
  });
  await card(world, 'slack', 'Watching Tactical RMM');
  await world.slack.openHome({ user: ANN.slack });
  const home = await homeSays(world, ANN.slack, '299 warning', 'and 231 more', '@everyone');
  expect(home.words).toContain('&lt;!channel&gt; @everyone &lt;@U0BEN&gt;');
  expect(home.words.indexOf('ACME-DC01')).toBeLessThan(home.words.indexOf('GLOBEX-'));
  const viewId = String(world.slack.home(ANN.slack)?.['id']);
  await world.slack.click({ user: ANN.slack, viewId, text: 'Show all 300' });
  await viewSays(world, 'Page 1 of 38');
  await world.slack.click({ user: ANN.slack, text: 'Next' });
  await viewSays(world, 'Page 2 of 38');
  await world.slack.click({ user: ANN.slack, text: 'Open' });
  await until(() => read(world.slack.views(ANN.slack)).buttons.includes('Why?'), 'one alert with all its buttons');

  const discord = await inDiscord(world, ANN.discord);
  expect(discord.words).toContain('and 296 more');
  expect(discord.buttons.slice(0, 6)).toEqual([...Array<string>(4).fill('Acknowledge'), 'Show all 300', 'Claim']);
  await world.slack.command({ user: ANN.slack, channel: 'C0ACME', command: '/desk', text: 'home' });
  const walled = read(await until(() => world.slack.ephemerals(ANN.slack).at(-1), 'the page in the channel of Acme'));
  expect(walled.words).toContain('ACME-DC01');
  expect(walled.words).not.toContain('GLOBEX-');
  expect(world.discord.violations).toEqual([]);
  expect(world.slack.mistakes).toEqual([]);
}, 90_000);
