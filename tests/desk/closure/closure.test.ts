import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closureStand, type Failing } from '../../../src/desk/closure/closure.ts';
import { closureCard } from '../../../src/desk/closure/card.ts';
import {
  closeTicket,
  dropStep,
  orderBesideList,
  recordStep,
  sayUnsolved,
  skipStep,
} from '../../../src/desk/closure/command.ts';
import { isFormStep } from '../../../src/desk/closure/form.ts';
import { type ClosureStep, closureSteps } from '../../../src/desk/closure/record.ts';
import type { Decision, DeskView } from '../../../src/desk/decision.ts';
import { plain } from '../../../src/desk/text.ts';
import { decideTicketSignal } from '../../../src/desk/ticket/signal.ts';
import type { Ticket, TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import { actor, ANN, aTicket, BEN, changed, frozen, HOUR, NOW, settings, there, view } from '../build.ts';

const ABLE = { desk: ['assign', 'note', 'reply', 'status', 'open-ticket'] };
const LEAD = { ...BEN, role: 'lead' as const };
const RULES = [{ steps: ['verified', 'code', 'alerts', 'summary', 'csat', 'sign-off'] }];
const CSAT = 'How was it? https://csat.example/{number}/{client}';
const STRICT = settings({ closure: { rules: RULES, csat: CSAT } });
const FAILS: Failing = {
  ref: 'rmm/check/dc01/3/1',
  title: 'ACME-DC01: disk C is full',
  severity: 'high',
  since: NOW,
  url: 'https://rmm.example/1',
};

function at(now = NOW, rules = STRICT): DeskView {
  return view({ now, settings: rules, abilities: ABLE, people: [ANN, LEAD] });
}

const SAID: Readonly<Partial<Record<ClosureStep, Record<string, string>>>> = {
  verified: { who: 'Carla', how: 'phone' },
  code: { code: 'Fixed' },
  cause: { cause: 'Full disk', change: 'Emptied it' },
  summary: { text: 'Your disk was full; we made room.', send: 'yes' },
  billable: { billable: 'covered', why: '' },
  'follow-on': { lines: 'Buy a larger disk', nothing: '' },
};

function record(ticket: Ticket, step: ClosureStep, by = ANN, now = NOW): Ticket {
  if (step === 'alerts') throw new Error('nobody records what is computed');
  return changed(recordStep(frozen(ticket), { step, said: SAID[step] ?? {}, by: actor(by) }, at(now))).item;
}

function skip(ticket: Ticket, step: ClosureStep, failing: readonly Failing[] = []): Ticket {
  return changed(skipStep(frozen(ticket), { step, reason: 'nobody answers', by: actor(ANN) }, failing, at())).item;
}

function wish(ticket: Ticket, key = 'one') {
  return { key, by: actor(ANN), account: '7', seenCustomerAt: ticket.facts.lastCustomerAt ?? 0 };
}

function close(ticket: Ticket, failing: readonly Failing[] = [], rules = STRICT) {
  return closeTicket(frozen(ticket), wish(ticket), failing, at(NOW, rules));
}

function sentence(decision: Decision<Ticket>): string {
  return decision.is === 'refused' ? decision.sentence : decision.is;
}

/** The source says so, a while later. */
function read(ticket: Ticket, facts: Partial<TicketFacts>, after = 1, rules = STRICT) {
  const signal = there({ ...ticket.facts, ...facts }, { readAt: ticket.readAt + after });
  return changed(decideTicketSignal(frozen(ticket), signal, at(NOW + after, rules), false));
}

function ready(): Ticket {
  let ticket = aTicket();
  for (const step of ['verified', 'code', 'summary', 'csat'] as const) ticket = record(ticket, step);
  return record(ticket, 'sign-off', LEAD);
}

function writes(decision: Decision<Ticket>): unknown[] {
  return changed(decision).effects.map((effect) => (effect.job === 'write-back' ? effect.write : effect.job));
}

function rows(ticket: Ticket, failing: readonly Failing[] = [], rules = STRICT): string[] {
  return closureCard(ticket, failing, at(NOW, rules)).rows.map(({ line, detail = [] }) =>
    [line, detail].map(plain).join(' / '),
  );
}

test('a small ticket needs no more than that nothing fails; what is urgent is closed with care', () => {
  const plainly = settings();
  expect(closureStand(aTicket(), [], { settings: plainly }).mayClose).toBe(true);
  expect(writes(close(aTicket(), [], plainly))).toMatchObject([{ verb: 'status', status: 'closed' }]);
  const urgent = { ...aTicket(), priority: 'P1' as const };
  expect(closureStand(urgent, [], { settings: plainly }).next?.step).toBe('verified');
  expect(sentence(close(urgent, [], plainly))).toBe(
    'Ticket #1042 is not closed: "Verified by the user" is not done yet.',
  );
});

test('closing is offered exactly when every required step is done or skipped', () => {
  const step = fc.constantFrom(...closureSteps);
  const deed = fc.oneof(
    fc.record({ do: fc.constant('record' as const), pick: fc.nat(99), by: fc.constantFrom(ANN, LEAD) }),
    fc.record({ do: fc.constant('skip' as const), pick: fc.nat(99) }),
    fc.record({ do: fc.constantFrom('write', 'reopen', 'fail', 'mend', 'drop') }),
  );
  const required = fc.uniqueArray(step, { maxLength: 3 });
  fc.assert(
    fc.property(required, fc.array(deed, { maxLength: 30, size: 'max' }), (steps, deeds) => {
      const rules = settings({ closure: { rules: [{ steps }], csat: CSAT } });
      // Most of what is done is about what is required.
      const pool = [...steps, ...steps, ...steps, ...closureSteps];
      let ticket = aTicket();
      let failing: Failing[] = [];
      let clock = NOW;
      // What holds, as somebody with a sheet of paper would keep it.
      const holds = new Map<ClosureStep, 'done' | 'skipped'>();
      let covered = false;
      const barred: string[] = [];
      for (const one of deeds) {
        clock += 1_000;
        const step = 'pick' in one ? (pool[one.pick % pool.length] ?? 'code') : 'code';
        const now = at(clock, rules);
        if (one.do === 'record' && step !== 'alerts') {
          const said = SAID[step] ?? {};
          const decision = recordStep(frozen(ticket), { step, said, by: actor(one.by) }, now);
          if (step === 'sign-off' && one.by === ANN) barred.push(decision.is);
          if (step === 'csat' && holds.get('summary') !== 'done') barred.push(decision.is);
          if (decision.is !== 'changed') continue;
          ticket = decision.item;
          if (holds.get('sign-off') === 'done') holds.delete('sign-off');
          holds.set(step, 'done');
        } else if (one.do === 'skip') {
          const order = { step, reason: 'no', by: actor(ANN) };
          ticket = changed(skipStep(frozen(ticket), order, failing, now)).item;
          if (holds.get('sign-off') === 'done') holds.delete('sign-off');
          holds.set(step, 'skipped');
          if (step === 'alerts') covered = failing.length > 0;
        } else if (one.do === 'write') {
          const signal = there({ ...ticket.facts, lastCustomerAt: clock }, { readAt: clock });
          ticket = changed(decideTicketSignal(frozen(ticket), signal, now, false)).item;
          holds.delete('verified');
        } else if (one.do === 'reopen') {
          const down = there({ ...ticket.facts, status: 'closed' }, { readAt: clock });
          ticket = changed(decideTicketSignal(frozen(ticket), down, now, false)).item;
          const up = there({ ...ticket.facts, status: 'active' }, { readAt: clock + 1 });
          ticket = changed(decideTicketSignal(frozen(ticket), up, at(clock + 1, rules), false)).item;
          for (const name of ['verified', 'code', 'cause', 'summary', 'csat', 'sign-off', 'alerts'] as const)
            holds.delete(name);
          covered = false;
        } else if (one.do === 'drop') {
          const decision = dropStep(frozen(ticket), 'csat', actor(ANN), now);
          if (decision.is !== 'changed') continue;
          ticket = decision.item;
          if (holds.get('sign-off') === 'done') holds.delete('sign-off');
          holds.delete('csat');
        } else {
          failing = one.do === 'fail' ? [{ ...FAILS, ref: `alert-${clock}` }] : [];
          covered = false;
        }
      }
      expect(barred.filter((one) => one !== 'refused')).toEqual([]);
      const goes = holds.get('summary') === 'done';
      const isDone = (name: ClosureStep): boolean => {
        if (name === 'alerts') return failing.length === 0 || covered;
        if (name === 'csat') return holds.get('csat') === 'skipped' || (holds.get('csat') === 'done' && goes);
        return holds.has(name);
      };
      const { mayClose, next } = closureStand(ticket, failing, { settings: rules });
      expect([mayClose, next === undefined]).toEqual([steps.every(isDone), steps.every(isDone)]);
      const card = closureCard(ticket, failing, at(clock, rules));
      expect(card.actions.some(({ verb }) => verb === 'closure-close')).toBe(mayClose);
      const decided = closeTicket(ticket, wish(ticket), failing, at(clock, rules)).is;
      expect(decided).toBe(mayClose ? 'changed' : 'refused');
    }),
    { numRuns: 300 },
  );
});

test('each step says who did it; the next one stands out; another technician goes on', () => {
  const ticket = record(record(aTicket(), 'code'), 'verified', BEN);
  const card = closureCard(ticket, [], at());
  expect(plain(card.lines[0] ?? [])).toBe('3 of 6 required steps are done. Next: Summary for the customer');
  const line = (words: string) => rows(ticket).find((row) => row.includes(words));
  expect(line('Verified')).toMatch(/^✅ Verified by the user \/ Carla, on the phone · Ben Cole 2026-11-02/);
  expect(line('Resolution')).toMatch(/^✅ Resolution code \/ Fixed · Ann Baker/);
  expect(line('Runbook')).toBe('⬜ Runbook updated (optional) / ');
  const primary = card.rows.flatMap(({ action }) => (action?.style === 'primary' ? [action] : []));
  expect(primary).toMatchObject([{ verb: 'closure-step', with: 'summary' }]);
  expect(card.actions.map(({ verb }) => verb)).toEqual(['closure-skip', 'close']);
});

test('what fails on its devices stops it, with its link; a skip covers what failed then, and no later alert', () => {
  const refused = sentence(close(ready(), [FAILS]));
  expect(refused).toContain('the alert ACME-DC01: disk C is full fails. https://rmm.example/1');
  const card = closureCard(ready(), [FAILS], at());
  expect(card.rows.find(({ action }) => action?.with === 'alerts')?.detail).toContainEqual({
    link: 'ACME-DC01: disk C is full',
    url: 'https://rmm.example/1',
  });
  const skipped = record(skip(ready(), 'alerts', [FAILS]), 'sign-off', LEAD, NOW + 1);
  expect(close(skipped, [FAILS]).is).toBe('changed');
  const later = { ...FAILS, ref: 'rmm/check/dc01/4/1', title: 'ACME-DC01: memory', url: 'https://rmm.example/2' };
  expect(sentence(close(skipped, [FAILS, later]))).toContain('ACME-DC01: memory fails. https://rmm.example/2');
});

test('what was recorded goes as one note, the summary with the survey to the customer, and the close with it', () => {
  const summed = close(skip(record(ready(), 'billable'), 'runbook'));
  expect(sentence(summed)).toContain('"Signed off" is not done yet');
  const ticket = record(skip(record(ready(), 'billable'), 'runbook'), 'sign-off', LEAD, NOW + 1);
  const [reply, note] = writes(close({ ...ticket, client: 'A&B Ltd' })) as { text: string }[];
  expect(reply).toEqual({
    verb: 'reply',
    row: '12',
    by: '7',
    status: 'closed',
    customerAt: ticket.facts.lastCustomerAt,
    text: 'Your disk was full; we made room.\n\nHow was it? https://csat.example/1042/A%26B%20Ltd',
  });
  expect(note?.text.split('\n')).toEqual([
    'Deskbell: Ann Baker closes this ticket.',
    'Verified by the user: Carla, on the phone (Ann Baker, 2026-11-02 09:00 (UTC))',
    'Resolution code: Fixed (Ann Baker, 2026-11-02 09:00 (UTC))',
    'Summary for the customer: goes to the customer: Your disk was full; we made room. (Ann Baker, 2026-11-02 09:00 (UTC))',
    'Satisfaction survey (CSAT): its link stands below the summary (Ann Baker, 2026-11-02 09:00 (UTC))',
    'Signed off: looked at (Ben Cole, 2026-11-02 09:00 (UTC))',
    'Billable or not: Covered by the contract (Ann Baker, 2026-11-02 09:00 (UTC))',
    'Runbook updated: skipped, because nobody answers (Ann Baker, 2026-11-02 09:00 (UTC))',
    'One step was skipped.',
  ]);
});

test('a customer who wrote after the preview stops the close, and has to be heard again', () => {
  const ticket = ready();
  const seen = wish(ticket);
  const wrote = read(ticket, { lastCustomerAt: NOW }, 1).item;
  expect(sentence(closeTicket(wrote, seen, [], at()))).toContain(
    'has to be looked at again: the customer wrote after that',
  );
  const plainly = settings();
  const small = read(aTicket(), { lastCustomerAt: NOW }, 1, plainly).item;
  expect(sentence(closeTicket(small, wish(aTicket()), [], at(NOW, plainly)))).toContain('wrote again');
});

test('what was signed off is signed again when it is changed; only a lead signs', () => {
  const later = record(ready(), 'billable');
  expect(rows(later).find((row) => row.includes('Signed off'))).toContain('🔁 Signed off / to be looked at again');
  const mine = recordStep(later, { step: 'sign-off', said: {}, by: actor(ANN) }, at());
  expect(sentence(mine)).toContain('needs the role lead; yours is technician');
  expect(recordStep(later, { step: 'billable', said: SAID.billable ?? {}, by: actor(ANN) }, at())).toEqual({
    is: 'unchanged',
  });
});

test('not solved: back to work on the same ticket with what is still true, counted once, and whoever had it is told', () => {
  const held = { id: '8', name: 'Ben Cole', email: BEN.email };
  const done = read(record(ready(), 'billable'), { status: 'closed', assignee: held }).item;
  expect(done.closure).toMatchObject({ closedAt: NOW + 1, tally: { closed: 1, unsolved: 0 } });
  const said = changed(sayUnsolved(done, { key: 'no', by: actor(ANN), account: '7', text: 'It is full again' }, at()));
  expect(writes(said)).toMatchObject([{ verb: 'note', status: 'active', text: expect.stringContaining('full again') }]);
  expect(said.item.closure?.tally.unsolved).toBe(1);
  expect(said.notices.map(({ destination }) => destination)).toEqual(['chat:@B1']);
  const open = read(said.item, { status: 'active', lastCustomerAt: NOW + 5 }, 9).item;
  expect([open.stage, open.facts.assignee, open.closure?.tally.unsolved]).toEqual(['In progress', held, 1]);
  expect(Object.entries(open.closure?.steps ?? {}).map(([step, { is }]) => `${step} ${is}`)).toEqual([
    'verified again',
    'code again',
    'summary again',
    'csat again',
    'sign-off again',
    'billable done',
  ]);
});

test.each([
  ['soon', HOUR, 1],
  ['much later', 5 * 24 * HOUR, 0],
])('the customer writes again %s after the close', (_when, after, unsolved) => {
  const done = read(ready(), { status: 'closed' }).item;
  const back = read(done, { status: 'active', lastCustomerAt: NOW + after }, after);
  expect(back.item.closure?.tally).toMatchObject({ closed: 1, unsolved });
  expect(back.entries.filter(({ what }) => what === 'unsolved')).toHaveLength(unsolved);
  expect(back.item.closure?.steps.verified?.is).toBe('again');
});

test('skips are counted when it is closed, by step and over all closings', () => {
  const once = read(skip(aTicket(), 'runbook'), { status: 'closed' }).item;
  const open = read(once, { status: 'active' }, 2).item;
  const twice = read(skip(open, 'cause'), { status: 'closed' }, 3).item;
  expect(twice.closure?.tally).toEqual({ closed: 2, unsolved: 0, skipped: { runbook: 2, cause: 1 } });
});

test('beside the list: what is done needs it, what nobody wants any more does not, and no summary is left behind', () => {
  const order = (ticket: Ticket, more: object) =>
    orderBesideList(ticket, { verb: 'close', ...wish(ticket), ...more }, [], at());
  expect(sentence(order(aTicket(), { as: 'Done' }))).toContain('"Verified by the user" is not done yet');
  expect(order(aTicket(), { as: 'Rejected' }).is).toBe('changed');
  expect(sentence(order(ready(), {}))).toContain('has a summary for the customer: close it there');
  expect(
    orderBesideList(aTicket(), { verb: 'note', ...wish(aTicket()), words: { to: 'colleagues', text: 'x' } }, [], at())
      .is,
  ).toBe('changed');
});

test('nothing can be recorded on what is closed, gone, or being closed', () => {
  const closed = read(aTicket(), { status: 'closed' }).item;
  const closing = changed(close(ready())).item;
  for (const [ticket, why] of [
    [closed, 'Ticket #1042 is closed already.'],
    [closing, 'Ann Baker closes Ticket #1042 at this moment.'],
  ] as const) {
    expect(sentence(recordStep(ticket, { step: 'code', said: { code: 'Fixed' }, by: actor(BEN) }, at()))).toBe(why);
    expect(closureCard(ticket, [], at()).actions).toEqual([]);
  }
});

test('every step is one that a form or a press records', () => {
  expect(closureSteps.filter((step) => !isFormStep(step))).toEqual(['alerts', 'csat']);
});
