import { expect, test } from 'vitest';
import { recordsOf } from '../report/csv-reader.ts';
import { card, read, type Seen, until } from './sight.ts';
import { ANN, BEN, DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

/** Where browsers are said to reach the bot; the test itself goes to where it listens. */
const PUBLIC = 'https://desk.example.test';

/** Yesterday to tomorrow: whatever happens now, also at midnight. */
function days(): string {
  const today = Temporal.Now.plainDateISO('Europe/Berlin');
  return `${today.subtract({ days: 1 }).toString()}..${today.add({ days: 1 }).toString()}`;
}

/** What Ann is told in Slack after this. */
async function inSlack(
  world: World,
  act: () => Promise<unknown>,
): Promise<Omit<Seen, 'id'> & { ts: string; raw: string }> {
  const before = JSON.stringify(world.slack.ephemerals(ANN.slack).at(-1));
  await act();
  const seen = await until(() => {
    const last = world.slack.ephemerals(ANN.slack).at(-1);
    return JSON.stringify(last) === before ? undefined : last;
  }, 'an answer in Slack');
  return { ...read(seen), ts: seen.ts, raw: JSON.stringify(seen) };
}

function linkIn(raw: string, end: string): string {
  const [found = ''] = raw.match(new RegExp(`${PUBLIC}/review/[\\w.-]+${end}(?=["|])`)) ?? [];
  return found;
}

test('a client’s review in both chats, with a page and a file that show that client alone; leads and owners only', async () => {
  await using world = await startWorld({ environment: { PUBLIC_URL: PUBLIC } });
  const { slack, discord, freescout } = world;
  await card(world, 'slack', 'Watching FreeScout');
  await freescout.customerMail({
    from: 'pat@acme.example',
    name: 'Pat Jones',
    subject: 'Printer <b>on fire',
    body: 'It smokes.',
  });
  await freescout.customerMail({
    from: 'gus@globex.example',
    name: 'Gus',
    subject: 'Mail of Globex',
    body: 'It is late.',
  });
  await card(world, 'slack', 'Printer <b>on fire');
  await card(world, 'discord', 'Mail of Globex');

  const typed = `review Acme ${days()}`;
  const shown = await inSlack(world, () =>
    slack.command({ user: ANN.slack, channel: SLACK_CHANNEL, command: '/desk', text: typed }),
  );
  expect(shown.words).toMatch(/Acme: [^]*for whoever has the link[^]*Tickets opened: 1/);
  const rows = await inSlack(world, () =>
    slack.click({ user: ANN.slack, channel: SLACK_CHANNEL, ts: shown.ts, text: 'Open' }),
  );
  expect(rows.words).toContain('Tickets opened 1');
  expect(rows.words).toMatch(/Printer .*on fire/);
  expect(rows.words).not.toContain('Globex');

  const here = { channel: DISCORD_CHANNEL, name: 'desk', subcommand: 'review', options: { client: `Acme ${days()}` } };
  const same = await discord.command({ user: ANN.discord, ...here });
  expect(read(same).words).toMatch(/Acme: [^]*Tickets opened: 1/);
  const refused = await discord.command({ user: BEN.discord, ...here });
  expect(read(refused).words).toContain('This needs the role lead; yours is technician.');

  const page = linkIn(JSON.stringify(same), '');
  const opened = await fetch(page.replace(PUBLIC, world.bot.url));
  const html = await opened.text();
  expect(opened.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('Printer &lt;b&gt;on fire');
  expect(html).not.toContain('Globex');
  const file = await fetch(linkIn(shown.raw, '/rows.csv').replace(PUBLIC, world.bot.url));
  const records = recordsOf((await file.text()).replace(/^\uFEFF/, ''));
  expect(records.filter(([figure]) => figure === 'tickets-new').map((cells) => cells[6])).toEqual([
    'Printer <b>on fire',
  ]);
  expect((await fetch(`${world.bot.url}/review/x`)).status).toBe(404);
  expect(slack.mistakes).toEqual([]);
});
