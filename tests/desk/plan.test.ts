import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GROUP_LASTS,
  GROUP_STAYS_OPEN,
  MOST_CARDS,
  plan,
  type OpenGroup,
  type Situation,
  type Waiting,
} from '../../src/desk/plan.ts';
import { frozen, HOUR, MINUTE, NOW } from './build.ts';

const SECOND = 1_000;

/** `bucket: 'none'` is for what never folds. */
function waiting(ref: string, { bucket = 'Acme/Main', ...more }: Partial<Waiting> = {}): Waiting {
  return { ref, rank: 2, since: NOW, isNew: true, severity: 'high', ...(bucket === 'none' ? {} : { bucket }), ...more };
}

function edit(ref: string, more: Partial<Waiting> = {}): Waiting {
  return { ref, rank: 2, since: NOW, isNew: false, ...more };
}

function decide(more: Partial<Situation>) {
  return plan(frozen({ now: NOW, behind: [], notices: [], groups: {}, postFrom: NOW, editFrom: NOW, ...more }));
}

test('with nothing behind it waits for whatever rings', () => {
  expect(decide({})).toEqual({ is: 'wait', until: undefined });
});

test('with no budget it waits until the first one that would help', () => {
  const later = { postFrom: NOW + 5 * SECOND, editFrom: NOW + 2 * SECOND };
  expect(decide({ behind: [waiting('a')], ...later })).toEqual({ is: 'wait', until: NOW + 5 * SECOND });
  expect(decide({ behind: [waiting('a'), edit('b')], ...later })).toEqual({ is: 'wait', until: NOW + 2 * SECOND });
  const notice = { key: 'n', rank: 1, at: NOW };
  expect(decide({ notices: [notice], ...later })).toEqual({ is: 'wait', until: NOW + 5 * SECOND });
});

test('what a person did is shown before anything else', () => {
  const behind = [waiting('critical', { rank: 1 }), edit('pressed', { rank: 0 })];
  expect(decide({ behind, notices: [{ key: 'n', rank: 0, at: NOW }] })).toEqual({ is: 'edit', ref: 'pressed' });
});

test('critical goes before others, and the older before the younger', () => {
  const behind = [waiting('high'), waiting('late', { rank: 1 }), waiting('early', { rank: 1, since: NOW - 1 })];
  expect(decide({ behind })).toEqual({ is: 'post', ref: 'early' });
});

test('new cards go before edits, until an edit has waited for half a minute', () => {
  const behind = [waiting('new'), edit('old', { since: NOW - 29 * SECOND })];
  expect(decide({ behind })).toEqual({ is: 'post', ref: 'new' });
  expect(decide({ behind, now: NOW + SECOND })).toEqual({ is: 'edit', ref: 'old' });
  expect(decide({ behind, now: NOW + SECOND, editFrom: NOW + MINUTE })).toEqual({ is: 'post', ref: 'new' });
});

test('a notice goes before the new cards that are no graver', () => {
  const notices = [
    { key: 'quiet', rank: 5, at: NOW },
    { key: 'rise', rank: 1, at: NOW },
  ];
  expect(decide({ notices, behind: [waiting('critical', { rank: 1 })] })).toEqual({ is: 'notice', key: 'rise' });
  expect(decide({ notices: notices.slice(0, 1), behind: [waiting('a')] })).toEqual({ is: 'post', ref: 'a' });
});

test('six new cards are read one by one; seven are folded', () => {
  const seven = Array.from({ length: MOST_CARDS + 1 }, (_, index) => waiting(`a${index}`));
  expect(decide({ behind: seven.slice(1) }).is).toBe('post');
  expect(decide({ behind: seven })).toEqual({ is: 'fold', bucket: 'Acme/Main', refs: seven.map(({ ref }) => ref) });
});

test('the largest heap folds first; what is too scattered folds together', () => {
  const behind = [
    ...['a', 'b', 'c'].map((ref) => waiting(ref, { bucket: 'Acme/Main' })),
    ...['d', 'e', 'f', 'g'].map((ref) => waiting(ref, { bucket: 'Globex/' })),
  ];
  expect(decide({ behind })).toEqual({ is: 'fold', bucket: 'Globex/', refs: ['d', 'e', 'f', 'g'] });
  const scattered = Array.from({ length: 8 }, (_, index) => waiting(`s${index}`, { bucket: String(index) }));
  expect(decide({ behind: scattered })).toEqual({ is: 'fold', bucket: '', refs: scattered.map(({ ref }) => ref) });
});

test('an open group takes in what follows at its place, for ten minutes after its last member and an hour in all', () => {
  const groups: Record<string, OpenGroup> = { 'Acme/Main': { ref: 'group/1', since: NOW, at: NOW } };
  const behind = [waiting('late'), waiting('elsewhere', { bucket: 'Globex/' })];
  expect(decide({ behind, groups, now: NOW + GROUP_STAYS_OPEN })).toEqual({
    is: 'fold',
    bucket: 'Acme/Main',
    refs: ['late'],
    group: 'group/1',
  });
  expect(decide({ behind, groups, now: NOW + GROUP_STAYS_OPEN + 1 }).is).toBe('post');
  const old = { 'Acme/Main': { ref: 'group/1', since: NOW - GROUP_LASTS, at: NOW } };
  expect([decide({ behind, groups: old }).is, decide({ behind, groups: old, now: NOW + 1 }).is]).toEqual([
    'fold',
    'post',
  ]);
});

test('what somebody holds, what never folds and what stands already are not folded', () => {
  const pressed = Array.from({ length: 9 }, (_, index) => waiting(`p${index}`, { rank: 0 }));
  const tickets = Array.from({ length: 9 }, (_, index) => waiting(`t${index}`, { bucket: 'none' }));
  const edits = Array.from({ length: 9 }, (_, index) => edit(`e${index}`));
  expect(decide({ behind: [...pressed, ...tickets, ...edits] })).toEqual({ is: 'post', ref: 'p0' });
});

/** What arrives at a destination, and when. */
interface Arrival {
  ref: string;
  at: number;
  rank: number;
  isNew: boolean;
  bucket: string;
  notice: boolean;
}

const arrivals = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 10 * MINUTE }),
      rank: fc.integer({ min: 0, max: 4 }),
      isNew: fc.boolean(),
      bucket: fc.constantFrom('Acme/Main', 'Globex/', 'Initech/', 'none'),
      notice: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((one, index): Arrival => ({ ...one, ref: `item-${index}` })));

interface Sent {
  is: 'post' | 'edit' | 'notice' | 'fold';
  ref: string;
  at: number;
}

/** A destination with one post in two seconds and one edit a second, as the pump would work it. */
function work(all: readonly Arrival[], most: number): Sent[] {
  const sent: Sent[] = [];
  const groups: Record<string, OpenGroup> = {};
  let waitingNow: Waiting[] = [];
  let notices: { key: string; rank: number; at: number }[] = [];
  let [now, postFrom, editFrom, turns] = [NOW, NOW, NOW, 0];
  const left = all.toSorted((one, other) => one.at - other.at);
  while ((left.length > 0 || waitingNow.length > 0 || notices.length > 0) && turns < most) {
    turns += 1;
    while (left[0] && NOW + left[0].at <= now) {
      const [one] = left.splice(0, 1);
      if (one?.notice) notices.push({ key: one.ref, rank: one.rank, at: now });
      else if (one)
        waitingNow.push(waiting(one.ref, { rank: one.rank, isNew: one.isNew, bucket: one.bucket, since: now }));
    }
    const step = plan(
      frozen({ now, behind: [...waitingNow], notices: [...notices], groups: { ...groups }, postFrom, editFrom }),
    );
    if (step.is === 'wait') {
      const next = left[0] === undefined ? now + HOUR : NOW + left[0].at;
      now = Math.max(now + 1, Math.min(step.until ?? next, next));
      continue;
    }
    const budget = { edit: editFrom, post: postFrom, notice: postFrom, fold: now }[step.is];
    expect(budget).toBeLessThanOrEqual(now);
    const refs = step.is === 'fold' ? step.refs : [step.is === 'notice' ? step.key : step.ref];
    sent.push(...refs.map((ref) => ({ is: step.is, ref, at: now })));
    waitingNow = waitingNow.filter(({ ref }) => !refs.includes(ref));
    notices = notices.filter(({ key }) => !refs.includes(key));
    if (step.is === 'edit') editFrom = now + SECOND;
    else if (step.is !== 'fold') postFrom = now + 2 * SECOND;
    else if (step.group === undefined) {
      const group = `group-${turns}`;
      groups[step.bucket] = { ref: group, since: now, at: now };
      waitingNow.push(waiting(group, { rank: 1, bucket: 'none', since: now }));
    } else groups[step.bucket] = { ref: step.group, since: groups[step.bucket]?.since ?? now, at: now };
  }
  return sent;
}

test('everything is posted, shown, rung or folded, each once, within its budget', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const sent = work(all, 2_000);
      const refs = sent.map(({ ref }) => ref);
      expect(new Set(refs).size).toBe(refs.length);
      expect(new Set(refs.filter((ref) => ref.startsWith('item')))).toEqual(new Set(all.map(({ ref }) => ref)));
      for (const { ref, isNew, notice } of all) {
        const how = sent.find((one) => one.ref === ref)?.is;
        const card = isNew ? ['post', 'fold'] : ['edit'];
        expect(notice ? ['notice'] : card).toContain(how);
      }
    }),
    { numRuns: 150 },
  );
});

test('no edit waits much longer than half a minute for its turn, whatever is new', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const sent = work(all, 2_000);
      const edits = all.filter((one) => !one.isNew && !one.notice);
      for (const { ref, at } of edits) {
        const shown = sent.find((one) => one.ref === ref)?.at ?? Number.POSITIVE_INFINITY;
        expect(shown - (NOW + at)).toBeLessThanOrEqual((30 + 3 + 2 * edits.length) * SECOND);
      }
    }),
    { numRuns: 100 },
  );
});

test('nothing is folded while six or fewer wait and no group is open', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const few = all.filter(({ isNew, notice }) => isNew && !notice).slice(0, MOST_CARDS);
      const others = all.filter(({ isNew, notice }) => !isNew || notice);
      expect(work([...few, ...others], 2_000).filter(({ is }) => is === 'fold')).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
