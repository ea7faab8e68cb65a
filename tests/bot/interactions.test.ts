import { commandSpecs } from '../../src/bot/commands.ts';
import { expect, test } from 'vitest';
import { createInteractions } from '../../src/bot/interactions.ts';
import { SystemError } from '../../src/desk/errors.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import { readItem } from '../../src/store/read.ts';
import { linkAccount } from '../../src/store/people.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { ACME_CHANNEL, ANN, CHANNEL, NOW, open, over, settings, there } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  presser,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from './desk.ts';
import { NO_PORTS } from './ports.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';
const TITLE = 'ACME-DC01: disk C is full';
const HOW_TO_LINK = 'I do not know you yet, user Z9';

async function raised(): Promise<void> {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
}

async function ticketed(house = HOUSE): Promise<void> {
  stage.house(house);
  await takeSignal(stage.store, there());
}

test.each([
  'acknowledge',
  'unacknowledge',
  'claim',
  'release',
  'log-time',
  'undo-time',
  'correct-time',
  'all-acknowledge',
  'all-claim',
  'all-snooze',
  'own-card',
])('%s is not for strangers, nor for those who only look, and changes nothing', async (verb) => {
  await raised();
  const hands = handsOn(stage);
  expect(said(await hands.click(STRANGER, verb, REF))).toContain(HOW_TO_LINK);
  expect(said(await hands.click(VERA_PRESSES, verb, REF))).toBe(
    'This needs the role technician; yours is viewer. An owner can change that.',
  );
  expect((await readItem(stage.store, REF))?.revision).toBe(1);
});

test('an acknowledge, again, by another, taken back, and on what is over', async () => {
  await raised();
  const hands = handsOn(stage);
  expect(said(await hands.click(ANN_PRESSES, 'acknowledge', REF))).toBe(
    `You acknowledged ${TITLE}. It is not solved by that: the card stays until the check passes.`,
  );
  expect(said(await hands.click(ANN_PRESSES, 'acknowledge', REF))).toBe(`You had acknowledged ${TITLE} already.`);
  expect(said(await hands.click(BEN_PRESSES, 'acknowledge', REF))).toBe(
    `Ann Baker acknowledged ${TITLE} just now already.`,
  );
  expect(said(await hands.click(BEN_PRESSES, 'unacknowledge', REF))).toBe(
    `You took your acknowledge of ${TITLE} back.`,
  );
  await takeSignal(stage.store, over('recovered', NOW));
  expect(said(await hands.click(BEN_PRESSES, 'claim', REF))).toBe(`${TITLE} recovered just now; nothing was changed.`);
});

test('two claims at once: one has it, the other is told who', async () => {
  await raised();
  const hands = handsOn(stage);
  const answers = await Promise.all([hands.click(ANN_PRESSES, 'claim', REF), hands.click(BEN_PRESSES, 'claim', REF)]);
  const sentences = answers.map(said);
  expect(sentences).toContain(`You have ${TITLE} now.`);
  expect(sentences.filter((sentence) => sentence.includes(' claimed '))).toHaveLength(1);
  const holder = sentences[0] === `You have ${TITLE} now.` ? ANN_PRESSES : BEN_PRESSES;
  expect(said(await hands.click(holder, 'release', REF))).toBe(`You released ${TITLE}.`);
  expect(said(await hands.click(holder, 'release', REF))).toBe(`Nobody holds ${TITLE}.`);
});

test('a card whose item is no longer kept, a button of another version, a command of another world', async () => {
  stage.house(HOUSE);
  const hands = handsOn(stage);
  expect(said(await hands.click(ANN_PRESSES, 'claim', 'rmm/gone/1'))).toContain('no longer kept');
  expect(said(await hands.click(ANN_PRESSES, 'why', 'rmm/gone/1'))).toContain('no longer kept');
  expect(said(await hands.click(ANN_PRESSES, 'show', 'rmm/gone/1'))).toContain('no longer kept');
  expect(said(await hands.click(ANN_PRESSES, 'group-list', 'group/gone'))).toContain('no longer kept');
  expect(said(await hands.click(ANN_PRESSES, 'teleport', REF))).toContain('knew more, or less');
  expect(said(await hands.click(ANN_PRESSES, 'constructor', REF))).not.toContain('undefined');
  expect(said(await hands.command(ANN_PRESSES, 'desk dance'))).toBe('There is no /desk dance. Try /desk help.');
  expect(said(await hands.command(ANN_PRESSES, 'alerts purple'))).toContain('There is no list "purple"');
});

test("a claim of a ticket is ordered in the name of one's own account there", async () => {
  await ticketed();
  const hands = handsOn(stage);
  expect(said(await hands.click(ANN_PRESSES, 'claim', 'desk/12'))).toBe(
    'You are taking ticket #1042; the card says when it is written.',
  );
  expect(said(await hands.click(ANN_PRESSES, 'claim', 'desk/12'))).toBe('You have ticket #1042 already.');
  expect((await readOutbox(stage.store)).map((effect) => 'write' in effect && effect.write)).toEqual([
    { verb: 'assign', row: '12', to: '7', from: null, by: '7' },
  ]);
});

test('an account that is not known yet is asked for once; where it is not to be had, the presser is told why', async () => {
  await ticketed();
  const asked: string[] = [];
  let answer: () => Promise<{ id: string; name: string } | undefined> = () => Promise.resolve(undefined);
  const hands = handsOn(stage, {
    accountOf: (system, email) => {
      asked.push(`${system} ${email}`);
      return answer();
    },
  });
  expect(said(await hands.click(BEN_PRESSES, 'claim', 'desk/12'))).toBe(
    'The Desk has no active user with the address ben@msp.example; nothing was changed.',
  );
  answer = () => Promise.reject(new SystemError('desk', 'later', 'away'));
  expect(said(await hands.click(BEN_PRESSES, 'claim', 'desk/12'))).toContain('The Desk does not answer');
  answer = () => Promise.resolve({ id: '8', name: 'B. Cole' });
  expect(said(await hands.click(BEN_PRESSES, 'claim', 'desk/12'))).toContain('You are taking ticket #1042');
  await hands.click(BEN_PRESSES, 'claim', 'desk/12');
  expect(asked).toEqual(Array.from({ length: 3 }, () => 'desk ben@msp.example'));
});

test('an acknowledge of a ticket says that nobody has it yet', async () => {
  await ticketed();
  expect(said(await handsOn(stage).click(BEN_PRESSES, 'acknowledge', 'desk/12'))).toBe(
    'You have seen ticket #1042. Nobody has it until somebody claims it.',
  );
});

test("what belongs to another client's channel is neither shown nor changed from there", async () => {
  stage.house(WALLED_HOUSE);
  await takeSignal(stage.store, open({ client: 'Globex' }));
  const hands = handsOn(stage);
  for (const verb of ['why', 'show', 'full-text', 'acknowledge', 'claim', 'log-time'])
    expect([verb, said(await hands.click(ANN_PRESSES, verb, REF, undefined, ACME_CHANNEL))]).not.toContain(TITLE);
  expect((await readItem(stage.store, REF))?.revision).toBe(1);
  expect(said(await hands.command(ANN_PRESSES, 'alerts', ACME_CHANNEL))).toContain('0 open alerts');
  expect(said(await hands.command(ANN_PRESSES, 'alerts', 'chat:@A1'))).toContain('1 open alerts');
});

test('somebody unlinked may look in a channel of the desk, and only introduce themselves elsewhere', async () => {
  await raised();
  const hands = handsOn(stage);
  expect(said(await hands.command(STRANGER, 'alerts'))).toContain('1 open alerts');
  const direct = 'chat:@Z9';
  expect(said(await hands.command(STRANGER, 'alerts', direct))).toContain(HOW_TO_LINK);
  expect(said(await hands.click(STRANGER, 'why', REF, undefined, direct))).toContain(HOW_TO_LINK);
  const telling = (commandSpecs.find(({ name }) => name === 'desk')?.subcommands ?? [])
    .map(({ name }) => name)
    .filter((name) => !['home', 'help', 'link'].includes(name));
  expect(telling).toContain('stops');
  for (const name of telling)
    expect(said(await hands.command(STRANGER, `desk ${name}`, direct))).toContain(HOW_TO_LINK);
  expect(said(await hands.command(STRANGER, 'desk help', direct))).toContain('/desk link');
  expect(said(await hands.command(STRANGER, 'desk link', direct))).toContain(HOW_TO_LINK);
});

test('a guest is no colleague by e-mail, wherever they press', async () => {
  stage.house({ settings: settings() });
  await takeSignal(stage.store, open());
  const guest = presser('G1', { email: 'guest@elsewhere.example', guest: true });
  const hands = handsOn(stage);
  expect(said(await hands.click(guest, 'acknowledge', REF))).toContain('I do not know you yet');
  expect(said(await hands.command(guest, 'alerts', 'chat:@G1'))).toContain('I do not know you yet');
  const colleague = presser('C1', { email: 'cleo@msp.example', name: 'Cleo' });
  expect(said(await hands.click(colleague, 'acknowledge', REF))).toContain(`You acknowledged ${TITLE}`);
});

test('with people configured, an address that is not among them is a stranger; one that is, is linked at the first press', async () => {
  await raised();
  const hands = handsOn(stage);
  const known = presser('B2', { email: 'BEN@msp.example' });
  const unknown = presser('Z9', { email: 'zoe@msp.example' });
  expect(said(await hands.click(unknown, 'acknowledge', REF))).toContain(HOW_TO_LINK);
  expect(said(await hands.click(known, 'acknowledge', REF))).toContain(`You acknowledged ${TITLE}`);
  expect(said(await hands.click(presser('B2'), 'claim', REF))).toBe(`You have ${TITLE} now.`);
});

test('a link asked for with a foreign address counts only when an owner says yes', async () => {
  await raised();
  const hands = handsOn(stage);
  expect(said(await hands.command(STRANGER, 'desk link nobody@msp.example'))).toContain('Nobody with the address');
  expect(said(await hands.command(STRANGER, 'desk link rubbish'))).toContain('is no e-mail address');
  expect(said(await hands.command(STRANGER, 'desk link <mailto:ben@msp.example|ben@msp.example>'))).toContain('Asked.');
  expect(said(await hands.click(STRANGER, 'acknowledge', REF))).toContain(HOW_TO_LINK);
  expect(said(await hands.command(BEN_PRESSES, 'desk link'))).toBe('You are Ben Cole (technician).');
  const list = await hands.command(ANN_PRESSES, 'desk link');
  expect(said(list)).toContain('user Z9 on chat says to be ben@msp.example');
  const [verb = '', ref = '', word] = buttons(list)[0]?.split(' ') ?? [];
  expect(said(await hands.click(BEN_PRESSES, verb, ref, word))).toBe('Only an owner can confirm a link.');
  expect(said(await hands.click(ANN_PRESSES, verb, ref, word))).toBe('user Z9 is Ben Cole from now on.');
  expect(said(await hands.click(ANN_PRESSES, verb, ref, word))).toContain('was confirmed');
  expect(said(await hands.click(STRANGER, 'acknowledge', REF))).toContain(`You acknowledged ${TITLE}`);
});

test('one’s own address needs nobody’s word', async () => {
  await raised();
  const guest = presser('G1', { email: 'ben@msp.example', guest: true });
  const hands = handsOn(stage);
  expect(said(await hands.command(guest, 'desk link ben@msp.example'))).toContain('Asked.');
  const own = presser('B3', { email: 'ben@msp.example' });
  expect(said(await hands.command(own, 'desk link ben@msp.example'))).toBe('You are Ben Cole from now on.');
});

test('a second account of the same person is the same person', async () => {
  await raised();
  await linkAccount(stage.store, 'chat', 'A9', ANN.id);
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'claim', REF);
  expect(said(await hands.click(presser('A9'), 'claim', REF))).toBe(`You have ${TITLE} already.`);
});

test('why says the rule, the route and what has happened', async () => {
  await raised();
  const hands = handsOn(stage);
  await hands.click(ANN_PRESSES, 'acknowledge', REF);
  const answer = said(await hands.click(STRANGER, 'why', REF));
  expect(answer).toContain('Severity: high, because an error of a check on a server. The source calls it error.');
  expect(answer).toContain('Here: the default channels: no route matched.');
  expect(answer).toContain('Ann Baker acknowledged');
  await takeSignal(stage.store, there());
  expect(said(await hands.click(STRANGER, 'why', 'desk/12'))).toMatch(
    /First response: due 2026-11-02 12:50, .* are used; the general target for P3/u,
  );
});

test('which answers are forms is known before anything is read', () => {
  stage.house(HOUSE);
  const { interactions } = handsOn(stage);
  const opens = (verb: string) => interactions.opensForm({ is: 'click', verb, ref: REF, revision: 1 });
  expect(['log-time', 'correct-time', 'again', 'note'].map(opens)).toEqual([true, true, true, true]);
  expect(['acknowledge', 'why', 'teleport', 'constructor'].map(opens)).toEqual([false, false, false, false]);
  expect(interactions.opensForm({ is: 'command', name: 'log-time' })).toBe(true);
  expect(interactions.opensForm({ is: 'command', name: 'alerts' })).toBe(false);
});

test('when the memory is away the presser is told that nothing was saved, and the answer never throws', async () => {
  stage.house(HOUSE);
  const away = stage.another(HOUSE);
  away.database.redis.disconnect();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const interactions = createInteractions({ store: away, log, ports: NO_PORTS });
  const press = { id: 'p', presser: ANN_PRESSES, place: CHANNEL };
  const click = await interactions.answer({ ...press, ask: { is: 'click', verb: 'claim', ref: REF, revision: 1 } });
  expect(said(click)).toBe('Nothing was saved: Deskbell could not reach its memory. Try again in a moment.');
  const sent = await interactions.answer({
    ...press,
    ask: { is: 'submit', form: 'log-time', token: 't', filled: { text: 'x' } },
  });
  expect(said(sent)).toContain('Nothing was saved');
});
