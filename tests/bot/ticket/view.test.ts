import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import type { Ports } from '../../../src/bot/ports.ts';
import { SystemError } from '../../../src/desk/errors.ts';
import { plain } from '../../../src/desk/text.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { ACME_CHANNEL, GLOBEX_CHANNEL, gone, there } from '../../desk/build.ts';
import { conversation, passage, talk } from '../../desk/ticket/talk.ts';
import { useStage } from '../../store/stage.ts';
import {
  ANN_PRESSES,
  BEN_PRESSES,
  buttons,
  handsOn,
  HOUSE,
  said,
  STRANGER,
  VERA_PRESSES,
  WALLED_HOUSE,
} from '../desk.ts';

const stage = useStage();

const SPOKEN = conversation([
  passage('1'),
  passage('2', { voice: 'note', author: 'Ben Cole', text: 'between us', quoted: 'an old mail' }),
]);

function answering(read: Ports['conversation']): ReturnType<typeof handsOn> {
  return handsOn(stage, { conversation: read });
}

/** The passages of an answer, each in one line. */
function talked(answer: Answer): string[] {
  if (answer.is !== 'card') return [];
  return (answer.card.passages ?? []).map(({ head, text = '' }) => `${plain(head)} ${text}`.trim());
}

async function ticket(row = '12', facts: object = {}): Promise<void> {
  await takeSignal(stage.store, there({ number: '1042', ...facts }, { row, readAt: stage.now }));
}

test('a ticket by the number that people see, or by its id, from a command and from its card', async () => {
  stage.house(HOUSE);
  await ticket();
  const asked: string[] = [];
  const hands = answering((source, row) => {
    asked.push(`${source}/${row}`);
    return Promise.resolve(SPOKEN);
  });
  const byNumber = await hands.command(ANN_PRESSES, 'ticket #1042');
  expect(said(byNumber)).toContain('#1042 Printer / P3 New · Carla Diaz · nobody has it');
  expect(talked(byNumber)).toEqual([
    '👤 Dana Frost (customer) · 2026-11-02 09:00 words of 1',
    '🔒 Internal note by Ben Cole, not seen by the customer · 2026-11-02 09:00 between us',
  ]);
  expect(buttons(byNumber)).toEqual(
    expect.arrayContaining(['view desk/12 q@2', 'show desk/12', 'internal-note desk/12', 'update desk/12']),
  );
  const card = await hands.click(ANN_PRESSES, 'show', 'desk/12');
  expect(buttons(card)).toContain('view desk/12');
  expect(talked(await hands.click(ANN_PRESSES, 'view', 'desk/12'))).toEqual(talked(byNumber));
  await ticket('99', { number: '7', status: 'closed' });
  await hands.command(ANN_PRESSES, 'ticket 7');
  expect(asked).toEqual(['desk/12', 'desk/12', 'desk/99']);
});

test('what is said where there is nothing to show: no number, none such, nothing written', async () => {
  stage.house(HOUSE);
  const empty = answering(() => Promise.resolve(conversation([])));
  expect(said(await empty.command(ANN_PRESSES, 'ticket'))).toContain('Which ticket?');
  expect(said(await empty.command(ANN_PRESSES, 'ticket printer jam'))).toBe(
    '"printer jam" is no number of a ticket. /tickets printer jam searches for it.',
  );
  expect(said(await empty.command(ANN_PRESSES, 'ticket 5'))).toContain('No ticket #5 is known here');
  await ticket();
  expect(said(await empty.command(ANN_PRESSES, 'ticket 1042'))).toContain('Nothing was written in it yet.');
  const none = answering(() => Promise.resolve(undefined));
  expect(said(await none.command(ANN_PRESSES, 'ticket 5'))).toContain(
    'The Desk has no ticket 5, or Deskbell has no way',
  );
});

test('one that was closed before Deskbell knew of it is read all the same, but in no channel of a client', async () => {
  stage.house(WALLED_HOUSE);
  await ticket();
  const hands = answering(() => Promise.resolve(SPOKEN));
  const answer = await hands.command(ANN_PRESSES, 'ticket 4');
  expect(said(answer)).toContain('Closed before Deskbell knew of it: this is what The Desk has of it.');
  expect(buttons(answer)).toEqual(['view desk/4 q@2']);
  expect(said(await hands.command(ANN_PRESSES, 'ticket 4', ACME_CHANNEL))).toBe(
    'This ticket belongs to another channel.',
  );
});

test("notes are for colleagues: not for the unknown, and never in another client's channel", async () => {
  stage.house(WALLED_HOUSE);
  await ticket();
  const hands = answering(() => Promise.resolve(SPOKEN));
  expect(said(await hands.click(STRANGER, 'view', 'desk/12'))).toContain('/desk link');
  expect(said(await hands.command(STRANGER, 'ticket 1042'))).toContain('/desk link');
  expect(said(await hands.click(ANN_PRESSES, 'view', 'desk/12', undefined, GLOBEX_CHANNEL))).toBe(
    'This ticket belongs to another channel.',
  );
  expect(talked(await hands.click(BEN_PRESSES, 'view', 'desk/12', undefined, ACME_CHANNEL))).toHaveLength(2);
  const looking = await hands.click(VERA_PRESSES, 'view', 'desk/12');
  expect(talked(looking)).toHaveLength(2);
  expect(buttons(looking)).toEqual(['view desk/12 q@2', 'show desk/12']);
});

test('from the newest page to the start and back, with quoted mail or without', async () => {
  stage.house(HOUSE);
  await ticket();
  const hands = answering(() => Promise.resolve(talk('words\n'.repeat(50), 30)));
  const ways = async (word?: string) =>
    buttons(await hands.click(VERA_PRESSES, 'view', 'desk/12', word)).filter((button) => button.startsWith('view'));
  expect(await ways()).toEqual(['view desk/12 2', 'view desk/12 10', 'view desk/12 q@30']);
  expect(await ways('3')).toEqual([
    'view desk/12 4',
    'view desk/12 10',
    'view desk/12 2',
    'view desk/12 1',
    expect.stringMatching(/^view desk\/12 q@\d+$/),
  ]);
  expect((await ways('q@20'))[0]).toMatch(/^view desk\/12 q\d+$/);
  expect((await ways('q@20')).at(-1)).toMatch(/^view desk\/12 @\d+$/);
  expect((await ways('10'))[0]).toBe('view desk/12 9');
});

test.each([
  [
    'does not answer',
    () => Promise.reject(new SystemError('desk', 'later', 'The Desk does not answer.')),
    'The Desk does not answer.',
  ],
  ['breaks', () => Promise.reject(new TypeError('x is undefined')), 'It could not be read.'],
  ['has it no more', () => Promise.resolve(undefined), 'has no ticket 12'],
])('a source that %s: what is kept here is shown, masked, with the way to the source', async (_how, read, why) => {
  stage.house(HOUSE);
  const links = [{ label: 'Open in The Desk', url: 'https://desk.example/12' }];
  await ticket('12', { preview: 'The password: hunter2 fails', links });
  const answer = await answering(read).click(ANN_PRESSES, 'view', 'desk/12');
  expect(said(answer)).toContain('The conversation cannot be read from The Desk now: ');
  expect(said(answer)).toContain(why);
  expect(answer).toMatchObject({ card: { quote: { text: 'The password: ••• fails', whole: true }, links } });
  expect(buttons(answer)).toEqual(['view desk/12', 'show desk/12']);
});

test('a ticket that is gone has no conversation to view', async () => {
  stage.house(HOUSE);
  await ticket();
  await takeSignal(stage.store, gone('deleted', stage.now));
  expect(buttons(await answering(() => Promise.resolve(SPOKEN)).click(ANN_PRESSES, 'show', 'desk/12'))).not.toContain(
    'view desk/12',
  );
});

test('numbers and subjects are offered while somebody types, to colleagues and behind the wall', async () => {
  stage.house(WALLED_HOUSE);
  await ticket();
  await ticket('13', { number: '1043', subject: 'VPN', customer: { name: 'Gus', email: 'gus@globex.example' } });
  const { interactions } = handsOn(stage);
  const offered = async (typed: string, presser = ANN_PRESSES, place = 'chat:main') =>
    (await interactions.choices('tickets', typed, { presser, place })).map(({ id, label }) => `${id} ${label}`);
  expect(await offered('vpn')).toEqual(['1043 #1043 VPN · Globex']);
  expect((await offered('104')).length).toBe(2);
  expect(await offered('', ANN_PRESSES, GLOBEX_CHANNEL)).toEqual(['1043 #1043 VPN · Globex']);
  expect(await offered('', STRANGER)).toEqual([]);
});
