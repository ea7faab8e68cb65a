import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GROUP_LASTS,
  GROUP_STAYS_OPEN,
  MOST_CARDS,
  plan,
  type OpenGroup,
  type Situation,
  type Step,
  type Waiting,
} from '../../src/desk/plan.ts';
import { frozen, HOUR, MINUTE, NOW } from './build.ts';

const SECOND = 1_000;

/** `bucket: 'none'` is for what never folds. */
function waiting(ref: string, { bucket = 'Acme/Main', ...more }: Partial<Waiting> = {}): Waiting {
  return { ref, rank: 2, since: NOW, isNew: true, ...(bucket === 'none' ? {} : { bucket }), ...more };
}

function edit(ref: string, more: Partial<Waiting> = {}): Waiting {
  return { ref, rank: 2, since: NOW, isNew: false, ...more };
}

const EMPTY: Situation = {
  now: NOW,
  behind: [],
  notices: [],
  groups: {},
  lists: [],
  recent: 0,
  postFrom: NOW,
  editFrom: NOW,
};

function decide(more: Partial<Situation>) {
  return plan(frozen({ ...EMPTY, ...more }));
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

function heap(bucket: string, count: number): Waiting[] {
  return Array.from({ length: count }, (_, index) => waiting(`${bucket}-${index}`, { bucket }));
}

function refsOf(...heaps: readonly Waiting[][]): string[] {
  return heaps.flat().map(({ ref }) => ref);
}

function opened(ref: string, more: Partial<OpenGroup> = {}): OpenGroup {
  return { ref, since: NOW, at: NOW, ...more };
}

test('six new cards are read one by one; seven are folded', () => {
  const seven = heap('Acme/Main', MOST_CARDS + 1);
  expect(decide({ behind: seven.slice(1) }).is).toBe('post');
  expect(decide({ behind: seven })).toEqual({ is: 'fold', folds: [{ bucket: 'Acme/Main', refs: refsOf(seven) }] });
});

test('the largest heap folds first; what is too scattered folds together', () => {
  const [acme, globex] = [heap('Acme/Main', 3), heap('Globex/', 4)];
  expect(decide({ behind: [...acme, ...globex] })).toEqual({
    is: 'fold',
    folds: [{ bucket: 'Globex/', refs: refsOf(globex) }],
  });
  const scattered = Array.from({ length: 8 }, (_, index) => waiting(`s${index}`, { bucket: String(index) }));
  expect(decide({ behind: scattered })).toEqual({ is: 'fold', folds: [{ bucket: '', refs: refsOf(scattered) }] });
});

test('an open group takes in what follows at its place, for ten minutes after its last member and an hour in all', () => {
  const groups: Record<string, OpenGroup> = { 'Acme/Main': opened('group/1') };
  const behind = [waiting('late'), waiting('elsewhere', { bucket: 'Globex/' })];
  expect(decide({ behind, groups, now: NOW + GROUP_STAYS_OPEN })).toEqual({
    is: 'fold',
    folds: [{ bucket: 'Acme/Main', refs: ['late'], group: 'group/1' }],
  });
  expect(decide({ behind, groups, now: NOW + GROUP_STAYS_OPEN + 1 }).is).toBe('post');
  const old = { 'Acme/Main': opened('group/1', { since: NOW - GROUP_LASTS }) };
  expect([decide({ behind, groups: old }).is, decide({ behind, groups: old, now: NOW + 1 }).is]).toEqual([
    'fold',
    'post',
  ]);
});

test('five sites have cards of their own; a sixth makes one card that lists them', () => {
  const groups = Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [`${name}/`, opened(`group/${name}`)]));
  const fifth = heap('E/', 5);
  expect(decide({ behind: fifth, groups })).toEqual({ is: 'fold', folds: [{ bucket: 'E/', refs: refsOf(fifth) }] });
  const sixth = heap('F/', 5);
  expect(decide({ behind: sixth, groups: { ...groups, 'E/': opened('group/E') } })).toEqual({
    is: 'fold',
    folds: [{ bucket: '', refs: refsOf(sixth) }],
  });
  const many = ['A/', 'B/', 'C/', 'D/', 'E/', 'F/'].map((bucket) => heap(bucket, 10));
  expect(decide({ behind: many.flat() })).toEqual({ is: 'fold', folds: [{ bucket: '', refs: refsOf(...many) }] });
});

test('in a storm no more than six messages come in a minute: one is kept for a card that lists sites, one for a ring', () => {
  const three = ['A/', 'B/', 'C/'].map((bucket) => heap(bucket, 10));
  const one = { is: 'fold', folds: [{ bucket: '', refs: refsOf(...three) }] };
  expect(decide({ behind: three.flat(), recent: 1 })).toEqual({
    is: 'fold',
    folds: three.map((each) => ({ bucket: each[0]?.bucket, refs: refsOf(each) })),
  });
  expect(decide({ behind: three.flat(), recent: 2 })).toEqual({
    is: 'fold',
    folds: [
      ...three.slice(0, 2).map((each) => ({ bucket: each[0]?.bucket, refs: refsOf(each) })),
      { bucket: '', refs: refsOf(three[2] ?? []) },
    ],
  });
  const only = heap('A/', 30);
  const alone = { is: 'fold', folds: [{ bucket: 'A/', refs: refsOf(only) }] };
  expect(decide({ behind: only, recent: 6 })).toEqual(alone);
  expect(decide({ behind: three.flat(), recent: 4 })).toEqual(one);
  const posting = [
    waiting('group/9', { bucket: 'none', isGroup: true }),
    waiting('group/8', { bucket: 'none', isGroup: true }),
  ];
  expect(decide({ behind: [...three.flat(), ...posting], recent: 2 })).toEqual(one);
});

test('while a card lists sites, what fits is still posted by itself and the rest joins it', () => {
  const groups = { '': opened('group/all') };
  const two = heap('G/', 2);
  expect(decide({ behind: two, groups }).is).toBe('post');
  const joins = { is: 'fold', folds: [{ bucket: '', refs: refsOf(two), group: 'group/all' }] };
  expect(decide({ behind: two, groups, recent: 4 })).toEqual(joins);
  const large = heap('G/', 40);
  expect(decide({ behind: large, groups })).toEqual({
    is: 'fold',
    folds: [{ bucket: '', refs: refsOf(large), group: 'group/all' }],
  });
});

test('what depends on something that is down goes under it, however few there are', () => {
  const behind = [waiting('a', { under: 'site/1' }), waiting('b'), waiting('c', { under: 'site/1', rank: 0 })];
  expect(decide({ behind })).toEqual({ is: 'fold', folds: [{ bucket: '', refs: ['a'], under: 'site/1' }] });
});

test('lists of members go when nothing else needs the channel', () => {
  expect(decide({ lists: ['group/1'] })).toEqual({ is: 'list', ref: 'group/1' });
  expect(decide({ lists: ['group/1'], behind: [waiting('a')] })).toEqual({ is: 'post', ref: 'a' });
  expect(decide({ lists: ['group/1'], notices: [{ key: 'n', rank: 5, at: NOW }] }).is).toBe('notice');
  expect(decide({ lists: ['group/1'], postFrom: NOW + SECOND })).toEqual({ is: 'wait', until: NOW + SECOND });
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
  is: 'post' | 'edit' | 'notice' | 'fold' | 'list';
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
    const recent = sent.filter(({ is, at }) => is === 'post' && now - at < MINUTE).length;
    const step = plan(
      frozen({
        ...EMPTY,
        now,
        behind: [...waitingNow],
        notices: [...notices],
        groups: { ...groups },
        recent,
        postFrom,
        editFrom,
      }),
    );
    if (step.is === 'wait') {
      const next = left[0] === undefined ? now + HOUR : NOW + left[0].at;
      now = Math.max(now + 1, Math.min(step.until ?? next, next));
      continue;
    }
    const budget = { edit: editFrom, post: postFrom, notice: postFrom, fold: now, list: postFrom }[step.is];
    expect(budget).toBeLessThanOrEqual(now);
    const refs = refsOfStep(step);
    sent.push(...refs.map((ref) => ({ is: step.is, ref, at: now })));
    waitingNow = waitingNow.filter(({ ref }) => !refs.includes(ref));
    notices = notices.filter(({ key }) => !refs.includes(key));
    if (step.is === 'edit') editFrom = now + SECOND;
    else if (step.is !== 'fold') postFrom = now + 2 * SECOND;
    for (const [index, fold] of (step.is === 'fold' ? step.folds : []).entries()) {
      const ref = fold.group ?? `group-${turns}-${index}`;
      groups[fold.bucket] = { ref, since: groups[fold.bucket]?.since ?? now, at: now };
      if (fold.group === undefined)
        waitingNow.push(waiting(ref, { rank: 1, bucket: 'none', since: now, isGroup: true }));
    }
  }
  return sent;
}

function refsOfStep(step: Exclude<Step, { is: 'wait' }>): readonly string[] {
  if (step.is === 'fold') return step.folds.flatMap(({ refs }) => refs);
  return [step.is === 'notice' ? step.key : step.ref];
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

/** A storm: many at once, at several sites. */
const storms = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: MINUTE - 1 }),
      bucket: fc.integer({ min: 0, max: 20 }).map((index) => `Client ${index}/Main`),
    }),
    { minLength: 100, maxLength: 300 },
  )
  .map((all) =>
    all.map((one, index): Arrival => ({ ...one, ref: `item-${index}`, rank: 2, isNew: true, notice: false })),
  );

test('whatever a storm looks like, its minute has a handful of messages', () => {
  fc.assert(
    fc.property(storms, (all) => {
      const posts = work(all, 5_000).filter(({ is, at }) => is === 'post' && at - NOW < MINUTE);
      expect(posts.length).toBeLessThanOrEqual(MOST_CARDS + 3);
    }),
    { numRuns: 40 },
  );
});

test('a human sees what they did before anything else is sent, and the gravest new card goes before the others', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const behind = all
        .filter(({ notice }) => !notice)
        .map(({ ref, rank, isNew }) => waiting(ref, { rank, isNew, bucket: 'none' }));
      const step = decide({ behind });
      const pressed = behind.filter(({ rank, isNew }) => rank === 0 && !isNew);
      const fresh = behind.filter(({ isNew }) => isNew);
      const gravest = Math.min(...fresh.map(({ rank }) => rank));
      const wanted = pressed.length > 0 ? pressed : fresh.filter(({ rank }) => rank === gravest);
      fc.pre(wanted.length > 0);
      expect(wanted.map(({ ref }) => ref)).toContain('ref' in step ? step.ref : step.is);
    }),
    { numRuns: 200 },
  );
});
