import { expect, test } from 'vitest';
import { renderCard as inDiscord } from '../../../src/bot/discord/render.ts';
import { renderCard as inSlack } from '../../../src/bot/slack/render.ts';
import type { Ports } from '../../../src/bot/ports.ts';
import { SystemError } from '../../../src/desk/errors.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, GLOBEX_CHANNEL, open, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

const GUS = { name: 'Gus Holm', email: 'gus@globex.example' };
const links = [{ label: 'Take control', url: 'https://rmm.example/takecontrol/dc01' }];
const DEVICES = [
  { source: 'rmm', id: 'dc01', name: 'ACME-DC01', client: 'ACME Ltd', site: 'Main office', links },
  { source: 'rmm', id: 'pc7', name: 'ACME-PC7', client: 'Acme', site: undefined },
  { source: 'rmm', id: 'gx1', name: 'GLOBEX-1', client: 'Globex', site: 'HQ' },
];
const FULL: Partial<Ports> = { devices: () => Promise.resolve(DEVICES) };

async function add(row: string, facts: Partial<TicketFacts> = {}): Promise<void> {
  await takeSignal(stage.store, there({ number: row, ...facts }, { row, readAt: stage.now }));
}

async function desk(): Promise<void> {
  stage.house({ ...WALLED_HOUSE, abilities: { desk: ['open-ticket'] } });
  await add('1042', { subject: 'Printer is jammed' });
  await add('1043', { subject: 'Mail is slow', status: 'closed' });
  await add('2001', { subject: 'Printer again', customer: GUS });
  await takeSignal(stage.store, open({ title: 'disk C is full' }));
}

test('each kind with the button that leads on: lists of the client, what fails on a device, the tickets of a contact', async () => {
  await desk();
  const hands = handsOn(stage, FULL);
  const acme = await hands.command(ANN_PRESSES, 'desk find acme');
  const words = said(acme);
  expect(words).toContain('Clients · 1 / 🏢 Acme · 1 open ticket / 🏢 Acme · 1 open alert');
  expect(words).toContain('Devices · 2 / 💻 ACME-DC01 · Acme, Main office · 🔔 1 open alert · Take control');
  expect(words).toContain('💻 ACME-PC7 · Acme · nothing fails');
  expect(words).toContain('👤 Carla Diaz · Acme · carla@acme.example · 1 open ticket');
  expect(words).toMatch(/Tickets · 2 .*#1042 Printer is jammed.*✅ #1043 Mail is slow/);
  expect(words).not.toMatch(/Globex|Gus/);
  expect(JSON.stringify(acme)).toContain('https://rmm.example/takecontrol/dc01');
  const pressed = buttons(acme);
  const [tickets = '', alerts = '', alert = '', contact = ''] = pressed;
  const follow = async (button: string): Promise<string> => {
    const [verb = '', ref = '', word] = button.split(' ');
    return said(await hands.click(ANN_PRESSES, verb, ref, word));
  };
  expect(await follow(tickets)).toContain('1 open ticket · at Acme');
  expect(await follow(alerts)).toContain('1 open alerts at Acme');
  expect(await follow(alert)).toContain('disk C is full');
  expect(await follow(contact)).toContain('1 open ticket · with "carla@acme.example"');
  expect(pressed.slice(4)).toEqual(['show desk/1042', 'show desk/1043']);
});

test('by number, by address, by several words; what has only some of them is not found', async () => {
  await desk();
  const hands = handsOn(stage, FULL);
  const found = async (words: string) => said(await hands.command(ANN_PRESSES, `desk find ${words}`));
  expect(await found('#2001')).toMatch(/^Found with "#2001" \/ Tickets · 1 \/ .*Printer again/);
  expect(await found('PRINTER globex')).toMatch(/Tickets · 1 .*#2001/);
  expect(await found('gus@globex.example')).toMatch(/Contacts · 1 .*Tickets · 1/);
  expect(await found('dc01 acme')).toMatch(/^Found with "dc01 acme" \/ Devices · 1 \/ 💻 ACME-DC01/);
  expect(await found('dc01 globex')).toMatch(/^Nothing has/);
  expect(await found('')).toContain('What do you look for?');
});

test('nothing found says what was searched, and what to try', async () => {
  await desk();
  const none = said(await handsOn(stage, FULL).command(ANN_PRESSES, 'desk find <script>@everyone'));
  expect(none).toContain('Nothing has "<script>@everyone"');
  expect(none).toContain('Searched: 2 clients, 3 devices, 2 contacts, 2 open tickets, 1 closed in the last 30 days.');
  expect(none).toContain('/ticket 1042');
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk find nobody'))).toContain(
    'no devices, since no source told',
  );
});

test('whoever the ticket system has on file under an address, with the numbers; where it does not answer, that is said', async () => {
  await desk();
  const onFile = { id: '9', name: 'Carla M. Diaz', emails: ['Carla@acme.example'], phones: ['+49 30 1234'] };
  const asked: string[] = [];
  const contact: Ports['contact'] = (source, email) => {
    asked.push(`${source} ${email}`);
    return Promise.resolve(onFile);
  };
  const found = said(await handsOn(stage, { contact }).command(ANN_PRESSES, 'desk find carla@acme.example'));
  expect(found).toContain(
    'Contacts · 1 / 👤 Carla M. Diaz · Acme · carla@acme.example · ☎ +49 30 1234 · 1 open ticket',
  );
  const stranger = { ...onFile, emails: ['new@acme.example'] };
  const hands = handsOn(stage, { contact: () => Promise.resolve(stranger) });
  expect(said(await hands.command(ANN_PRESSES, 'desk find new@acme.example'))).toContain(
    'Acme · new@acme.example · ☎ +49 30 1234 · no open tickets',
  );
  expect(said(await hands.command(ANN_PRESSES, 'desk find new@acme.example', GLOBEX_CHANNEL))).toMatch(/^Nothing has/);
  const away = handsOn(stage, { contact: () => Promise.reject(new SystemError('desk', 'later', 'no')) });
  expect(said(await away.command(ANN_PRESSES, 'desk find carla@acme.example'))).toContain('did not answer, so whoever');
  await handsOn(stage, { contact }).command(ANN_PRESSES, 'desk find carla');
  expect(asked).toEqual(['desk carla@acme.example']);
});

test('it is for colleagues, and in the channel of a client it knows of that client alone', async () => {
  await desk();
  const hands = handsOn(stage, FULL);
  expect(said(await hands.command(STRANGER, 'desk find acme'))).toContain('/desk link');
  expect(said(await hands.click(STRANGER, 'find', '-', 'clients.1.acme'))).toContain('/desk link');
  const walled = said(await hands.command(ANN_PRESSES, 'desk find printer', GLOBEX_CHANNEL));
  expect(walled).toContain('#2001');
  expect(walled).not.toContain('#1042');
  const none = said(await hands.command(ANN_PRESSES, 'desk find globex', ACME_CHANNEL));
  expect(none).toContain('Searched: 1 client, 2 devices, 1 contact, 1 open ticket, 1 closed');
});

test('many of each: the first are shown with room for every button, the rest page by page', async () => {
  stage.house(WALLED_HOUSE);
  for (let row = 1; row <= 20; row += 1)
    await add(`${row}`, {
      subject: `acme ${'x'.repeat(300)}`,
      customer: { name: `acme ${row}`, email: `p${row}@acme.example` },
    });
  await takeSignal(stage.store, open({}));
  const devices = Array.from({ length: 30 }, (_, index) => ({
    source: 'rmm',
    id: `${index}`,
    name: `ACME-${index} ${'y'.repeat(90)}`,
    client: 'Acme',
    site: 'z'.repeat(200),
    links,
  }));
  const hands = handsOn(stage, { devices: () => Promise.resolve(devices) });
  const first = await hands.command(ANN_PRESSES, 'desk find acme');
  expect(buttons(first).slice(-3)).toEqual([
    'find - devices.1.acme',
    'find - contacts.1.acme',
    'find - tickets.1.acme',
  ]);
  const card = first.is === 'card' ? first.card : undefined;
  for (const drawn of card ? [inDiscord(card), inSlack(card)] : [])
    expect(JSON.stringify(drawn).match(/"(custom_id|action_id)"/g)).toHaveLength(buttons(first).length);
  const page = await hands.click(ANN_PRESSES, 'find', '-', 'devices.4.acme');
  expect(said(page)).toContain('30 devices with "acme"');
  expect(buttons(page)).toEqual(['find - devices.1.acme', 'find - devices.3.acme']);
  expect(said(await hands.click(ANN_PRESSES, 'find', '-', 'people.1.acme'))).toContain('another version');
  expect(said(await hands.click(ANN_PRESSES, 'find', '-', 'devices.1.%E0'))).toContain('another version');
});
