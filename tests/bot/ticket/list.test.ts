import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Presser } from '../../../src/bot/contract.ts';
import { buttonId } from '../../../src/bot/button.ts';
import { parseTicketFilter, ticketFilterOf, wordOf } from '../../../src/bot/ticket/filter-words.ts';
import { plainCard } from '../../../src/desk/card.ts';
import type { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { keepDraft } from '../../../src/store/drafts.ts';
import { readTicket, takeSignal } from '../../../src/store/signals.ts';
import { decideTick } from '../../../src/desk/wake.ts';
import { change } from '../../../src/store/change.ts';
import { ACME_CHANNEL, CHANNEL, GLOBEX_CHANNEL, HOUR, MINUTE, NOW, open, settings, there } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, HOUSE, PEOPLE, presser, said, STRANGER, WALLED_HOUSE } from '../desk.ts';

const stage = useStage();

const ann = { id: '7', name: 'Ann Baker' };
const CARLA = { name: 'Carla Diaz', email: 'carla@acme.example' };
const GUS = { name: 'Gus Holm', email: 'gus@globex.example' };

async function add(row: string, facts: Partial<TicketFacts> = {}): Promise<void> {
  await takeSignal(stage.store, there({ number: row, ...facts }, { row, readAt: stage.now }));
}

/** Five tickets of two clients, the first with the newest update. */
async function five(): Promise<void> {
  const at = (minutes: number): number => NOW - minutes * MINUTE;
  const projects = { id: '2', name: 'Projects' };
  await add('1', { updatedAt: at(1), subject: 'Printer is jammed', customer: CARLA });
  await add('2', { updatedAt: at(2), subject: 'Mail is slow', customer: CARLA, assignee: ann });
  await add('3', { updatedAt: at(3), subject: 'Printer again', customer: GUS, status: 'pending', mailbox: projects });
  await add('4', { updatedAt: at(4), subject: 'VPN', customer: GUS, assignee: ann, mailbox: projects });
  await add('5', { updatedAt: at(5), subject: 'Done with it', customer: CARLA, status: 'closed' });
}

async function numbers(typed: string, who: Presser = ANN_PRESSES, place = CHANNEL): Promise<string[]> {
  const answer = await handsOn(stage).command(who, typed, place);
  return said(answer).match(/#\d+/g) ?? [];
}

test('words that narrow the list hold together, in any order and however they are written', async () => {
  stage.house(WALLED_HOUSE);
  await five();
  expect(await numbers('tickets')).toEqual(['#1', '#2', '#3', '#4']);
  expect(await numbers('tickets client:Acme')).toEqual(['#1', '#2']);
  expect(await numbers('tickets client:Acme mine')).toEqual(['#2']);
  expect(await numbers('tickets MINE client:glo')).toEqual(['#4']);
  expect(await numbers('tickets mailbox:projects unassigned')).toEqual(['#3']);
  expect(await numbers('tickets stage:Awaiting')).toEqual(['#3']);
  expect(await numbers('tickets in progress')).toEqual(['#2', '#4']);
  expect(await numbers('tickets stage:"In progress" client:“Acme”')).toEqual(['#2']);
  expect(await numbers('tickets p3 printer')).toEqual(['#1', '#3']);
  expect(await numbers('tickets client:Acme printer unseen')).toEqual(['#1']);
  expect(await numbers('tickets priority:P1')).toEqual([]);
  expect(await numbers('tickets gus')).toEqual(['#3', '#4']);
  expect(await numbers('tickets #4 vpn')).toEqual(['#4', '#4']);
  expect(await numbers('tickets carla@acme.example slow')).toEqual(['#2']);
  expect(await numbers('tickets stage:Done')).toEqual(['#5']);
});

test('a row names the client, the system, the stage and the priority, who has it, and both its times', async () => {
  stage.house(WALLED_HOUSE);
  await five();
  const answer = await handsOn(stage).command(ANN_PRESSES, 'tickets #4');
  const at = (when: number): string => new Date(when).toISOString().replace('T', ' ').slice(0, 16);
  expect(said(answer)).toBe(
    '1 open ticket · with "#4" / ' +
      `🟡 #4 VPN · 🆕 unseen · P3 In progress · Globex · 📥 Projects · 🙋 Ann Baker · created ${at(NOW - 10 * MINUTE)} · updated ${at(NOW - 4 * MINUTE)} · ⏳ first response due ${at(NOW - 10 * MINUTE + 4 * HOUR)}`,
  );
  expect(buttons(answer)).toEqual(['show desk/4']);
});

test('the system is the device of the alert that is linked, else the mailbox', async () => {
  stage.house({ ...WALLED_HOUSE, abilities: { desk: ['open-ticket'] } });
  await five();
  await takeSignal(stage.store, open());
  const hands = handsOn(stage);
  const token = await keepDraft(stage.store, { about: 'rmm/check/dc01/3/1' });
  const ask = { is: 'submit', form: 'link-ticket', token, filled: { number: '1' } } as const;
  await hands.interactions.answer({ id: 'link', presser: ANN_PRESSES, place: CHANNEL, ask });
  const listed = said(await hands.command(ANN_PRESSES, 'tickets client:Acme'));
  expect(listed).toMatch(/#1 .* · 💻 ACME-DC01 · .*#2 .* · 📥 Support · /);
});

test('a word for a filter that there is not is answered with those there are', async () => {
  stage.house(WALLED_HOUSE);
  await five();
  const hands = handsOn(stage);
  const answer = async (typed: string) => said(await hands.command(ANN_PRESSES, typed));
  expect(await answer('tickets client:Nobody')).toBe(
    'Nothing is listed: Nothing is called "Nobody". Known here: Acme, Globex.',
  );
  expect(await answer('tickets stage:Resolved')).toContain('Known here: New, In progress, Awaiting, Done');
  expect(await answer('tickets priority:P9 mine')).toContain('Nothing is called "P9". Known here: P1, P2, P3, P4.');
  expect(await answer('tickets mailbox:Sales')).toContain('Known here: Projects, Support.');
  expect(await answer('tickets client:')).toContain('Choose one.');
  expect(await answer('tickets staus:New')).toContain('There is no filter "staus:New". There are all, unassigned');
});

test('an empty list says what to do', async () => {
  stage.house(WALLED_HOUSE);
  const hands = handsOn(stage);
  expect(said(await hands.command(ANN_PRESSES, 'tickets'))).toContain('No ticket is open here.');
  await five();
  const none = await hands.command(ANN_PRESSES, 'tickets mine printer');
  expect(said(none)).toContain('Other open tickets here: 4. Fewer words find more.');
  expect(said(none)).toContain('/desk find printer');
  expect(buttons(none)).toEqual(['list - tickets.all.1']);
  expect(said(await hands.command(STRANGER, 'tickets mine'))).toContain('/desk link');
  expect(said(await hands.command(ANN_PRESSES, 'tickets stage:Rejected'))).toContain('in the last seven days');
});

test("a client's own channel shows and names that client alone; what is configured is for colleagues to know", async () => {
  stage.house(WALLED_HOUSE);
  await five();
  expect(await numbers('tickets', ANN_PRESSES, GLOBEX_CHANNEL)).toEqual(['#3', '#4']);
  expect(await numbers('tickets printer', ANN_PRESSES, ACME_CHANNEL)).toEqual(['#1']);
  const hands = handsOn(stage);
  const refused = said(await hands.command(ANN_PRESSES, 'tickets client:Acme', GLOBEX_CHANNEL));
  expect(refused).toContain('Known here: Globex.');
  stage.house({ settings: settings({ people: PEOPLE, clients: [{ name: 'Initech' }] }) });
  const others = handsOn(stage);
  expect(said(await others.command(ANN_PRESSES, 'tickets client:zz'))).toContain('Initech');
  expect(said(await others.command(STRANGER, 'tickets client:zz'))).not.toContain('Initech');
});

test('the ways between pages keep what was typed, up to the last of two hundred', async () => {
  stage.house(HOUSE);
  for (let index = 0; index < 200; index += 1) {
    const subject = index % 2 === 0 ? `Printer ${index}.5 ~ 50% | jam` : `Mail ${index}`;
    await add(String(1000 + index), { subject, updatedAt: NOW - index * MINUTE });
  }
  const hands = handsOn(stage);
  const first = await hands.command(ANN_PRESSES, 'tickets unseen 50% | .5 ~ printer');
  expect(said(first)).toContain('100 open tickets · unseen · with "50% | .5 ~ printer"');
  const last = buttons(first).findLast((button) => button.startsWith('list')) ?? '';
  const end = await hands.click(ANN_PRESSES, 'list', '-', last.replace('list - ', ''));
  expect(said(end)).toContain('#1198');
  expect(buttons(end).filter((button) => button.startsWith('show'))).toHaveLength(4);
});

test('what is over in a minute is told apart: overdue, seen, and closed a week ago', async () => {
  stage.house(HOUSE);
  await add('1', { createdAt: NOW - 9 * HOUR, status: 'closed' });
  await add('2');
  await handsOn(stage).click(ANN_PRESSES, 'acknowledge', 'desk/2');
  expect(await numbers('tickets done')).toEqual(['#1']);
  expect(await numbers('tickets unseen')).toEqual([]);
  stage.now += 8 * 24 * HOUR;
  expect(await numbers('tickets done')).toEqual([]);
});

test('hostile subjects and names stay words: cut, on one line, and never a filter', async () => {
  stage.house(HOUSE);
  const subject = `<!channel> @everyone \u202Egnp.exe\npin=4711 **${'x'.repeat(900)}** <script>`;
  await add('1', { subject, customer: { name: '\u202E[link](http://evil.example)' } });
  const answer = await handsOn(stage).command(ANN_PRESSES, 'tickets @everyone');
  const row = answer.is === 'card' ? (answer.card.rows[0]?.line ?? []) : [];
  expect(row[1]).toEqual({ bold: `<!channel> @everyone gnp.exe pin=••• **${'x'.repeat(30)}…` });
  expect(JSON.stringify(row)).not.toMatch(/\u202E|\\n/);
});

test('whatever is searched for, its buttons stay short enough and find it again', () => {
  const names = { clients: ['Acme', 'Łódź & Söhne'], mailboxes: ['Support'] };
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom('', 'mine unassigned breached unseen client:Acme stage:New P1 mailbox:Support '),
      (words, before) => {
        const filter = parseTicketFilter(`${before}${words.replaceAll(/[":]/g, '')}`, names);
        if (typeof filter === 'string') throw new Error(filter);
        const word = wordOf(filter);
        expect(ticketFilterOf(word, names)).toEqual(filter);
        const id = buttonId(plainCard({ title: '' }), { verb: 'list', label: '', with: `tickets.${word}.25` });
        expect(id.length).toBeLessThan(100);
        expect(`tickets.${word}.25`.split('.')).toHaveLength(3);
      },
    ),
  );
});

test('a button of another time, or of nobody here, is answered and not obeyed', async () => {
  stage.house(HOUSE);
  await five();
  const hands = handsOn(stage);
  for (const word of ['nonsense', 'all~1f0c22ab', 'all~~9', 'all~~~P7', 'all~~~~~%E0%A4%A', 'mine+nonsense'])
    expect(said(await hands.click(ANN_PRESSES, 'list', '-', `tickets.${word}.1`))).toBe(
      'No ticket of this list is open any more.',
    );
  expect(said(await hands.click(ANN_PRESSES, 'list', '-', 'tickets.mine.1'))).toContain('#2');
});

test('what is offered while somebody types goes on with what is there', async () => {
  stage.house(WALLED_HOUSE);
  await five();
  const { interactions } = handsOn(stage);
  const offered = async (typed: string, place = CHANNEL, who = ANN_PRESSES) =>
    (await interactions.choices('ticket-filters', typed, { presser: who, place })).map(({ id }) => id);
  expect((await offered('')).slice(0, 7)).toEqual(['all', 'unassigned', 'mine', 'breached', 'due', 'unseen', 'board']);
  expect(await offered('client')).toEqual(['client:Acme', 'client:Globex']);
  expect(await offered('mine cli')).toEqual(['mine client:Acme', 'mine client:Globex']);
  expect(await offered('client:Acme stage:a')).toEqual(['client:Acme stage:Awaiting']);
  expect(await offered('client', GLOBEX_CHANNEL)).toEqual(['client:Globex']);
  expect(await offered('client', 'chat:elsewhere', presser('Q1'))).toEqual([]);
});

test('what is due within four hours comes with the next deadline at the top; what is overdue has a list of its own', async () => {
  stage.house({ settings: settings({ people: PEOPLE, sla: { response: { P3: '4h' }, resolution: { P3: '9d' } } }) });
  await add('1', { createdAt: NOW - 10 * MINUTE, updatedAt: NOW });
  await add('2', { createdAt: NOW - 3 * HOUR });
  await add('3', { createdAt: NOW - 5 * HOUR });
  await add('4', { firstReplyAt: NOW, lastReplyFrom: 'staff' });
  expect(await numbers('tickets due')).toEqual(['#2', '#1']);
  const late = (await readTicket(stage.store, 'desk/3'))?.clocks?.response?.due;
  expect(late).toBe(NOW - HOUR);
  await change(stage.store, {
    read: () => readTicket(stage.store, 'desk/3'),
    decide: (ticket, view) => (ticket ? decideTick(ticket, view) : { is: 'unchanged' }),
  });
  expect(await numbers('tickets overdue')).toEqual(['#3']);
});
