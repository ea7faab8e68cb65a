import { expect, test } from 'vitest';
import { checkMessage } from '../../../sandbox/discord/rules/message.ts';
import type { MessageBody as WireBody } from '../../../sandbox/discord/shapes.ts';
import { linkTo } from '../../../src/bot/discord/address.ts';
import { renderCard } from '../../../src/bot/discord/render.ts';
import { homeCard, pick } from '../../../src/desk/look/home.ts';
import { ANN, anAlert, aTicket, view } from '../../desk/build.ts';
import { HOSTILE_TEXT } from '../contract/hostile-cards.ts';
import { buttonsOf, textOf } from './reading.ts';

const GUILD = '200000000000000001';
const CHANNEL = '300000000000000001';
const MESSAGE = '500000000000000001';

test('the fullest desk there can be fits a message with the button of every row, and rings nobody', () => {
  const alerts = Array.from({ length: 300 }, (_, index) => ({
    ...anAlert({ title: HOSTILE_TEXT, client: HOSTILE_TEXT, site: HOSTILE_TEXT }),
    ref: `rmm/${'x'.repeat(60)}${index}`,
  }));
  const tickets = Array.from({ length: 300 }, (_, index) => ({
    ...aTicket({ number: String(index), subject: HOSTILE_TEXT, customer: { name: HOSTILE_TEXT } }),
    ref: `desk/${index}`,
  }));
  const url = linkTo(GUILD, `${CHANNEL}/${MESSAGE}`) ?? '';
  const card = homeCard({
    person: ANN,
    acts: true,
    view: view(),
    messages: new Map([...alerts, ...tickets].map(({ ref }) => [ref, url])),
    picked: pick({ alerts, tickets }, ANN, view(), 5),
    silences: ['The RMM', 'The Desk'].map((title) => ({ title, since: 1, why: HOSTILE_TEXT })),
    onCall: [],
    stops: [],
    watching: true,
    links: Array.from({ length: 4 }, (_, index) => ({ label: `System ${index}`, url: `https://${index}.example.com` })),
    note: {
      ref: alerts[0]?.ref ?? '',
      row: { line: ['Seen.'], action: { verb: 'note', label: 'Add a note', ref: 'x' } },
    },
  });
  const body = renderCard(card) as unknown as WireBody;
  expect(checkMessage(body, 'create')).toEqual([]);
  const components = body.components ?? [];
  expect(buttonsOf(components).toSorted()).toEqual(
    [
      ...Array<string>(3).fill('Acknowledge'),
      'Add a note',
      ...Array<string>(2).fill('Claim'),
      'Show all 300',
      'Show all 300',
      'Log time',
      'Refresh',
    ].toSorted(),
  );
  expect(textOf(components)).toContain('… and 297 more');
  expect(body.allowed_mentions).toEqual({ parse: [] });
});

test('a message has an address; what is no reference has none', () => {
  expect(linkTo(GUILD, `${CHANNEL}/${MESSAGE}`)).toBe(`https://discord.com/channels/${GUILD}/${CHANNEL}/${MESSAGE}`);
  expect(linkTo(GUILD, `${CHANNEL}/x`)).toBeUndefined();
  expect(linkTo(GUILD, '')).toBeUndefined();
});
