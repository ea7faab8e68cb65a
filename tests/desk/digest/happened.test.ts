import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { happened, happenings, type Past, pastOf } from '../../../src/desk/digest/happened.ts';
import { holdings } from '../../../src/desk/digest/holders.ts';
import type { WorkItem } from '../../../src/desk/item.ts';
import { ANN, actor, anAlert, aTicket, HOUR, MINUTE, NOW, settings, view } from '../build.ts';

const SETTINGS = settings({ clients: [{ name: 'Acme', also: ['ACME Ltd'] }, { name: 'Globex' }] });
const KNOWN = { settings: SETTINGS, firstAt: {} };
const SPAN = { from: NOW - HOUR, to: NOW + HOUR };

function alert(ref: string, more: Partial<Alert> = {}, client?: string): Alert {
  return { ...anAlert(client === undefined ? {} : { client }), ref, ...more };
}

function past(more: Partial<Past>): Past {
  return { came: [], ended: [], open: [], ...more };
}

function refs(what: (typeof happenings)[number], of: Past): string[] {
  return happened(what, of, SPAN, KNOWN).map(({ item }) => item.ref);
}

test('every figure counts each item once, though it came, ended and is read in several places', () => {
  const ended = { how: 'recovered', at: NOW } as const;
  const items: WorkItem[] = [
    alert('a', { ended }),
    {
      ...aTicket({ firstReplyAt: NOW, status: 'closed', updatedAt: NOW }),
      reopenedAt: NOW,
      breaches: [{ clock: 'response', due: NOW, at: NOW }],
    },
  ];
  const all = past({ came: items, ended: items, open: items });
  expect(happenings.map((what) => [what, refs(what, all).length])).toEqual([
    ['alerts-came', 1],
    ['alerts-ended', 1],
    ['tickets-came', 1],
    ['tickets-closed', 1],
    ['tickets-reopened', 1],
    ['alerts-late', 0],
    ['tickets-late', 1],
    ['unanswered', 1],
    ['acknowledge', 0],
    ['repair', 1],
    ['response', 1],
    ['resolution', 1],
  ]);
});

test('measured times come the longest first, with how long they took', () => {
  const answered = (ref: string, minutes: number) =>
    alert(ref, { acknowledged: { by: actor(ANN), at: NOW + minutes * MINUTE, firings: 1 } });
  const open = [answered('short', 1), answered('long', 40), answered('tomorrow', 24 * 60)];
  expect(happened('acknowledge', past({ open }), SPAN, KNOWN).map(({ item, took }) => [item.ref, took])).toEqual([
    ['long', 40 * MINUTE],
    ['short', MINUTE],
  ]);
});

test('what missed a target in the span counts, whatever became of it since', () => {
  const breach = (at: number) => ({ clock: 'response' as const, due: at, at });
  const all = [
    alert('a', { breaches: [breach(NOW), breach(NOW + 9 * HOUR)], ended: { how: 'recovered', at: NOW } }),
    alert('b', { breaches: [breach(NOW - 9 * HOUR)] }),
    alert('c'),
  ];
  expect(refs('alerts-late', past({ open: all }))).toEqual(['a']);
});

test('what recovered unanswered is counted apart, without what ended in maintenance', () => {
  const ended = { how: 'recovered', at: NOW } as const;
  const muted = { window: 'w', by: actor(ANN), reason: 'patches', since: NOW };
  const all = [
    alert('alone', { ended }),
    alert('kept', { ended, muted }),
    alert('answered', { ended, times: { answered: { at: NOW, by: actor(ANN) }, quiet: [] } }),
    alert('by hand', { ended: { how: 'resolved', at: NOW } }),
  ];
  expect(refs('unanswered', past({ ended: all }))).toEqual(['alone']);
});

test('one client’s past is theirs by every name that sources use, and what is nobody’s has a past as well', () => {
  const { client: _, ...facts } = anAlert().facts;
  const came = [alert('1', {}, 'ACME Ltd'), alert('2', {}, 'Globex'), alert('3', { facts })];
  const of = (client: string | undefined) => pastOf(past({ came }), client, SETTINGS).came.map(({ ref }) => ref);
  expect([of('Acme'), of('Globex'), of(''), of(undefined)]).toEqual([['1'], ['2'], ['3'], ['1', '2', '3']]);
});

test('whoever has most comes first; what nobody has claimed is nobody’s', () => {
  const claimed = { by: actor(ANN), at: NOW };
  const items = [
    alert('a', { claimed }),
    alert('b'),
    aTicket({ assignee: { id: '7', name: 'Ann Baker' } }),
    { ...aTicket({ assignee: { id: '99', name: 'Zoe at the desk' } }), ref: 'desk/99' },
  ];
  expect(holdings(items, view()).map(({ name, alerts, tickets }) => [name, alerts.length, tickets.length])).toEqual([
    ['Ann Baker', 1, 1],
    ['Zoe at the desk', 0, 1],
  ]);
});
