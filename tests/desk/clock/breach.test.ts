import { describe, expect, test } from 'vitest';
import { acknowledgeBreach, explainBreach } from '../../../src/desk/clock/breach-command.ts';
import { askAt } from '../../../src/desk/clock/breach-ask.ts';
import { breachLines } from '../../../src/desk/clock/breach-card.ts';
import { type Breach, unexplained, withBreach } from '../../../src/desk/clock/breach-record.ts';
import type { WorkItem } from '../../../src/desk/item.ts';
import { plain } from '../../../src/desk/text.ts';
import { coordinators } from '../../../src/desk/clock/told.ts';
import { decideTick, wakeOf } from '../../../src/desk/wake.ts';
import {
  actor,
  anAlert,
  ANN,
  aTicket,
  BEN,
  changed,
  frozen,
  HOUR,
  MINUTE,
  NOW,
  settings,
  STOP,
  view,
} from '../build.ts';

const MISSED: Breach = { clock: 'response', due: NOW - HOUR, at: NOW - HOUR };
const AGAIN: Breach = { clock: 'resolution', due: NOW - MINUTE, at: NOW };

function missed(...breaches: Breach[]): WorkItem {
  return frozen({ ...aTicket(), breaches });
}

function lines(item: WorkItem): string {
  return breachLines(item).map(plain).join(' / ');
}

const WAITS = { why: 'Waiting for a part or a supplier', note: 'the fuser\nfrom Leeds' };

describe('who has seen that a target was missed', () => {
  test('the first counts, for an item that nobody had looked at as its acknowledge too', () => {
    const seen = changed(acknowledgeBreach(missed(MISSED), actor(ANN), view()));
    expect(seen.item.breaches).toEqual([{ ...MISSED, acknowledged: { by: actor(ANN), at: NOW } }]);
    expect(seen.item.acknowledged).toMatchObject({ by: actor(ANN) });
    expect(seen.entries.map(({ what }) => what)).toEqual(['acknowledged', 'breach-acknowledged']);
    expect(lines(seen.item)).toBe('⏰ Missed first response, acknowledged by Ann Baker; no reason given yet');
    expect(acknowledgeBreach(frozen(seen.item), actor(ANN), view())).toEqual({ is: 'unchanged' });
    expect(acknowledgeBreach(frozen(seen.item), actor(BEN), view({ now: NOW + 5 * MINUTE }))).toEqual({
      is: 'refused',
      sentence: 'Ann Baker acknowledged it 5 minutes ago already.',
    });
  });

  test('a late press is refused by what is so alone: one on an ended alert still counts', () => {
    const ended = { ...anAlert(), ended: { how: 'recovered' as const, at: NOW }, breaches: [MISSED] };
    const seen = changed(acknowledgeBreach(frozen(ended), actor(BEN), view()));
    expect(seen.entries.map(({ what }) => what)).toEqual(['breach-acknowledged']);
    expect(acknowledgeBreach(anAlert(), actor(BEN), view())).toMatchObject({ is: 'refused' });
  });
});

describe('why it was missed', () => {
  const wish = { key: 'form1', by: actor(ANN), ...WAITS };

  test('stands on the card, in the timeline and in a note for those who read the ticket at its source', () => {
    const told = changed(explainBreach(missed(MISSED, AGAIN), wish, view()));
    expect(told.item.breaches?.map(({ reason }) => reason?.why)).toEqual([WAITS.why, WAITS.why]);
    expect(unexplained(told.item.breaches)).toBeUndefined();
    expect(lines(told.item)).toBe(
      '⏰ Missed resolution, acknowledged by Ann Baker: Waiting for a part or a supplier, the fuser from Leeds',
    );
    expect(told.entries.map(({ text }) => text)).toEqual([
      'Ann Baker says why the resolution was missed: Waiting for a part or a supplier, the fuser from Leeds',
    ]);
    expect(told.effects).toMatchObject([
      {
        job: 'write-back',
        key: 'breach-desk/12-form1',
        write: {
          verb: 'note',
          by: '7',
          text: 'Deskbell: SLA missed: first response, due 2026-11-02 08:00 (UTC); resolution, due 2026-11-02 08:59 (UTC).\nReason, by Ann Baker: Waiting for a part or a supplier\n\nthe fuser\nfrom Leeds',
        },
      },
    ]);
    expect(explainBreach(frozen(told.item), wish, view())).toEqual({ is: 'unchanged' });
  });

  test('two have the form open: the second hears of the first, and may change it then', () => {
    const told = frozen(changed(explainBreach(missed(MISSED), wish, view())).item);
    const second = { key: 'form2', by: actor(BEN), why: 'Nobody was free for it' };
    expect(explainBreach(told, second, view())).toMatchObject({
      is: 'refused',
      sentence: expect.stringContaining('Ann Baker gave a reason just now, while your form was open'),
    });
    const better = changed(explainBreach(told, { ...second, seen: 'form1' }, view()));
    expect(better.item.breaches?.[0]?.reason).toEqual({
      key: 'form2',
      by: actor(BEN),
      at: NOW,
      why: 'Nobody was free for it',
    });
    const later = missed(...(told.breaches ?? []), AGAIN);
    const next = changed(explainBreach(later, second, view()));
    expect(next.item.breaches?.map(({ reason }) => reason?.key)).toEqual(['form1', 'form2']);
  });

  test('secrets in it are masked in chat, and hostile words stay on one line', () => {
    const note = 'password: hunter2xyz\u202E <!channel>\n'.repeat(3);
    const told = changed(explainBreach(missed(MISSED), { ...wish, note }, view()));
    expect(lines(told.item)).not.toContain('hunter2xyz');
    expect(told.entries[0]?.text).not.toMatch(/hunter2xyz|\n|\u202E/u);
  });

  test('an alert has no other place where it would be written', () => {
    const told = changed(explainBreach(frozen({ ...anAlert(), breaches: [MISSED] }), wish, view()));
    expect(told.effects).toEqual([]);
    expect(told.entries[0]?.text).toContain('the time for a response was missed');
    expect(explainBreach(anAlert(), wish, view())).toMatchObject({ is: 'refused' });
  });

  test('what flaps for months keeps the latest', () => {
    let breaches: Breach[] | undefined;
    for (let count = 0; count < 30; count += 1) breaches = withBreach(breaches, { ...MISSED, due: NOW + count });
    expect([breaches?.length, breaches?.at(-1)?.due]).toEqual([20, NOW + 29]);
  });
});

describe('nobody has said why', () => {
  const DAY = 24 * HOUR;
  const calm = settings({ tickets: { remindAfter: 'never' }, sla: { response: { P3: '9d' } } });
  const tick = (item: WorkItem, now: number, more = {}) =>
    decideTick(frozen(item), view({ now, settings: calm, ...more }));
  const taken = { assignee: { id: '8', name: 'Ben' } };
  const late = (facts = {}): WorkItem => ({ ...aTicket(facts, view({ settings: calm })), breaches: [MISSED] });

  test('whoever has it is asked once more after a day, and no more', () => {
    const due = MISSED.at + DAY;
    expect(wakeOf(late(taken), calm)).toBe(due);
    expect(tick(late(taken), due - 1)).toEqual({ is: 'unchanged' });
    const asked = changed(tick(late(taken), due));
    expect(asked.notices.map(({ key, destination }) => [key, destination])).toEqual([
      [`desk/12/why-response-${MISSED.due}/chat:@B1`, 'chat:@B1'],
    ]);
    expect(asked.notices[0]?.card.actions.map(({ verb }) => verb)).toEqual(['breach-reason', 'show']);
    expect(asked.entries.map(({ text }) => text)).toEqual(['Ben Cole was asked once more why it was missed']);
    expect(tick(asked.item, due + DAY)).toEqual({ is: 'unchanged' });
  });

  test('of a ticket that nobody has the coordinator is asked; of what has a reason, or is gone, nobody', () => {
    const people = [ANN, { ...BEN, role: 'lead' as const }];
    const due = MISSED.at + DAY;
    expect(changed(tick(late(), due, { people })).notices.map(({ destination }) => destination)).toEqual(['chat:@B1']);
    expect(changed(tick(late(), due)).entries[0]?.text).toBe('Nobody was asked once more why it was missed');
    const told = changed(explainBreach(late(taken), { key: 'k', by: actor(ANN), ...WAITS }, view())).item;
    expect(tick(told, due)).toEqual({ is: 'unchanged' });
    const gone = { ...late(taken), gone: { how: 'deleted' as const, at: NOW } } as WorkItem;
    expect(tick(gone, due)).toEqual({ is: 'unchanged' });
    expect(tick(late(taken), due, { stops: [STOP], settings: calm })).toMatchObject({ is: 'changed' });
    const acme = { ...late(taken), client: 'Acme' } as WorkItem;
    expect(tick(acme, due, { stops: [STOP] })).toEqual({ is: 'unchanged' });
  });

  test('nobody is asked at night, of an alert that is over, or where the house does not want it', () => {
    const office = settings({
      calendars: { office: { week: { tuesday: [{ from: '10:00', to: '17:00' }] } } },
      sla: { calendar: 'office', response: { P3: '9d' } },
    });
    expect(askAt(late(taken), office)).toBe(NOW + DAY + HOUR);
    expect(askAt(late(taken), settings({ sla: { askAgainAfter: 'never' } }))).toBeUndefined();
    const ended = { ...anAlert(), breaches: [MISSED], ended: { how: 'recovered' as const, at: NOW } };
    expect(askAt(ended, calm)).toBeUndefined();
    const claimed = { ...anAlert(), breaches: [MISSED], claimed: { by: actor(BEN), at: NOW } };
    expect(changed(tick(claimed, NOW + DAY)).notices.map(({ destination }) => destination)).toEqual(['chat:@B1']);
  });
});

describe('the coordinator', () => {
  const lead = { ...ANN, id: 'lea', name: 'Lea', role: 'lead' as const };
  const owner = { ...ANN, id: 'olaf', name: 'Olaf', role: 'owner' as const };
  const dispatcher = { ...BEN, id: 'dee', name: 'Dee', email: 'dee@msp.example', role: 'dispatcher' as const };
  const names = (people: (typeof ANN)[], written = {}): string[] =>
    coordinators(view({ people, settings: settings({ sla: { coordinator: written } }) })).map(({ name }) => name);

  test('is the dispatcher, else a lead, else an owner; whoever cannot be reached is none', () => {
    expect(names([ANN, owner, lead, dispatcher])).toEqual(['Dee']);
    expect(names([ANN, owner, lead])).toEqual(['Lea']);
    expect(names([ANN, owner])).toEqual(['Olaf']);
    expect(names([owner, { ...dispatcher, accounts: {} }])).toEqual(['Olaf']);
    expect(names([ANN])).toEqual([]);
  });

  test('is whoever is named, by name or address, besides the roles', () => {
    expect(names([ANN, BEN, lead], { roles: [], people: ['Ben Cole'] })).toEqual(['Ben Cole']);
    expect(names([ANN, lead, dispatcher], { roles: ['lead'], people: ['DEE@msp.example'] })).toEqual(['Lea', 'Dee']);
  });
});
