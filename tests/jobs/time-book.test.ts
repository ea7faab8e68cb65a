import { expect, test } from 'vitest';
import { SystemError } from '../../src/desk/errors.ts';
import { newTimeEntry, undoTime } from '../../src/desk/time/log-time.ts';
import type { TimeEntry, TimeWish } from '../../src/desk/time/entry.ts';
import type { SaveOutcome } from '../../src/integrations/contract.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { timeBook } from '../../src/jobs/time-book.ts';
import { change } from '../../src/store/change.ts';
import { commit } from '../../src/store/commit.ts';
import { readOutbox } from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { readTime } from '../../src/store/time.ts';
import { actor, ANN, MINUTE, NOW, view } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const STOP = new AbortController().signal;

const away = (status?: number): SystemError => new SystemError('book', 'later', 'The Book is away.', { status });
const unsure = (): SystemError => new SystemError('book', 'unsure', 'The Book broke off.');

/** A time book in memory: what it holds by key, what it was asked, and how it fails. */
function aBook() {
  const book = {
    drafts: [] as { name: string; key: string }[],
    asked: [] as string[],
    /** Drafts that somebody submitted. */
    submitted: false,
    /** Thrown by what needs the book, while it is set. */
    down: undefined as Error | undefined,
    /** What happens instead of a save, by key. */
    saves: {} as Record<string, (write: () => SaveOutcome) => SaveOutcome | Promise<SaveOutcome>>,
  };
  const need = (): void => {
    if (book.down) throw book.down;
  };
  const write = (key: string): SaveOutcome => {
    const name = `TS-${book.drafts.length + 1}`;
    book.drafts.push({ name, key });
    return { is: 'saved', name, from: '', to: '' };
  };
  const timeBook: NonNullable<JobParts['integrations'][number]['timeBook']> = {
    customers: () => Promise.resolve([]),
    account: () => Promise.resolve(undefined),
    async save({ key }, attempt) {
      book.asked.push(`save ${key} ${attempt}`);
      need();
      const there = attempt > 1 ? book.drafts.find((draft) => draft.key === key) : undefined;
      if (there) return { is: 'saved', name: there.name, from: '', to: '' };
      const own = book.saves[key];
      return own ? own(() => write(key)) : write(key);
    },
    async undo(key, { name, keep }) {
      book.asked.push(`undo ${key} ${name ?? (keep === undefined ? '' : `but ${keep}`)}`.trim());
      need();
      if (book.submitted && keep === undefined) return { is: 'refused', sentence: 'It is submitted already.' };
      book.drafts = book.drafts.filter((draft) => draft.key !== key || draft.name === keep);
      return { is: 'undone' };
    },
  };
  const integration = {
    id: 'book',
    title: 'The Book',
    timeBook,
    timeReader: {
      async activities() {
        book.asked.push('probe');
        need();
        return [];
      },
      taken: () => Promise.resolve([]),
      zone: () => Promise.resolve('UTC'),
      standing: () => Promise.resolve(new Map()),
    },
    check: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  return Object.assign(book, { integration });
}

type Book = ReturnType<typeof aBook>;

function partsOf(store: Store, book: Book | undefined): JobParts {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    store,
    integrations: book ? [book.integration] : [],
    log,
    sweepHints: () => Promise.resolve(),
    findAccounts: () => Promise.resolve(),
  };
}

const pass = (book: Book | undefined, store = stage.store): Promise<void> => timeBook(partsOf(store, book), STOP);

function wish(key: string): TimeWish {
  return {
    key,
    person: { id: ANN.id, name: ANN.name, account: 'E1' },
    customer: { id: 'acme', name: 'Acme' },
    hours: 1,
    endsAt: NOW,
    text: 'Work',
    billable: true,
    activity: 'Execution',
  };
}

/** Logs one entry a second. */
async function log(...keys: string[]): Promise<void> {
  for (const key of keys) {
    stage.now += 1_000;
    await commit(stage.store, [newTimeEntry(wish(key), undefined, view({ now: stage.now }))], {});
  }
}

async function takeBack(key: string): Promise<void> {
  await change<TimeEntry, TimeEntry | undefined>(stage.store, {
    read: () => readTime(stage.store, `time/${key}`),
    decide: (entry, now) => (entry ? undoTime(entry, actor(ANN), now) : { is: 'unchanged' }),
  });
}

async function entryOf(key: string): Promise<TimeEntry | undefined> {
  return readTime(stage.store, `time/${key}`);
}

async function states(...keys: string[]): Promise<string[]> {
  const entries = await Promise.all(keys.map(entryOf));
  return entries.map((entry) => `${entry?.state}${entry?.trouble === undefined ? '' : `: ${entry.trouble}`}`);
}

test('entries are written in the order in which they were logged, by whichever process', async () => {
  const book = aBook();
  await log('c', 'a', 'b');
  await Promise.all([pass(book), pass(book, stage.another()), pass(book)]);
  await pass(book);
  expect(book.drafts.map(({ key }) => key)).toEqual(['c', 'a', 'b']);
  expect([await states('a', 'b', 'c'), await readOutbox(stage.store)]).toEqual([['saved', 'saved', 'saved'], []]);
});

test('what is logged while others are written is written in the same pass', async () => {
  const book = aBook();
  book.saves = {
    async a(write) {
      await log('b');
      return write();
    },
  };
  await log('a');
  await pass(book);
  expect(book.drafts.map(({ key }) => key)).toEqual(['a', 'b']);
});

test('while the book is away it is asked once a pass, each entry says since when, and then all go out once, in order', async () => {
  const book = aBook();
  const keys = Array.from({ length: 40 }, (_, index) => `key-${String(index).padStart(2, '0')}`);
  await log(...keys);
  book.down = away();
  const since = stage.now;
  for (let count = 0; count < 10; count += 1) {
    await pass(book);
    stage.now += MINUTE;
  }
  expect(book.asked).toEqual(['save key-00 1', ...Array.from({ length: 10 }, () => 'probe')]);
  expect(new Set(await states(...keys))).toEqual(new Set(['waiting: The Book is away.']));
  expect((await entryOf('key-39'))?.since).toBe(since);
  book.down = undefined;
  book.asked = [];
  await pass(book, stage.another());
  expect(book.asked).toEqual(['probe', ...keys.map((key) => `save ${key} 1`)]);
  expect(book.drafts.map(({ key }) => key)).toEqual(keys);
  expect(await readOutbox(stage.store)).toEqual([]);
});

test('an entry that is refused, or fails alone, holds up no other, and rests longer each time', async () => {
  const book = aBook();
  book.saves = {
    a: () => ({ is: 'refused', sentence: 'No such customer.' }),
    b: () => {
      throw unsure();
    },
    c: () => {
      throw new TypeError('a mistake of ours');
    },
  };
  await log('a', 'b', 'c', 'd');
  await pass(book);
  expect(await states('a', 'b', 'c', 'd')).toEqual([
    'refused: No such customer.',
    'waiting: The Book broke off.',
    'waiting: It failed in an unexpected way; the log says more.',
    'saved',
  ]);
  book.asked = [];
  await pass(book);
  expect(book.asked).toEqual([]);
  stage.now += 11_000;
  await pass(book);
  expect(book.asked.filter((asked) => asked !== 'probe')).toEqual(['save b 2', 'save c 2']);
  book.saves = {};
  stage.now += 5 * MINUTE;
  await pass(book);
  expect([await states('b', 'c'), book.drafts.map(({ key }) => key)]).toEqual([
    ['saved', 'saved'],
    ['d', 'b', 'c'],
  ]);
});

test.each([401, 503])('after %i nothing more is tried in that pass', async (status) => {
  const book = aBook();
  book.saves = {
    a: () => {
      throw new SystemError('book', status === 401 ? 'never' : 'later', 'Not now.', { status });
    },
  };
  await log('a', 'b');
  await pass(book);
  expect([book.asked, await states('a', 'b')]).toEqual([['save a 1'], ['waiting: Not now.', 'waiting: Not now.']]);
});

test('a book that does not tell its activities is there all the same', async () => {
  const book = aBook();
  await log('a');
  book.down = away();
  await pass(book);
  book.down = undefined;
  book.integration.timeReader.activities = () =>
    Promise.reject(new SystemError('book', 'never', 'No right to read activities.', { status: 403 }));
  await pass(book);
  expect(await states('a')).toEqual(['saved']);
});

test('a pause that the book asks for is kept', async () => {
  const book = aBook();
  book.saves = {
    a: () => {
      throw new SystemError('book', 'later', 'Too many calls.', { status: 429, retryAfter: MINUTE });
    },
  };
  await log('a', 'b');
  await pass(book);
  book.asked = [];
  book.saves = {};
  stage.now += 59_000;
  await pass(book);
  expect(book.asked).toEqual([]);
  stage.now += 1_000;
  await pass(book);
  expect(await states('a', 'b')).toEqual(['saved', 'saved']);
});

test('a worker that dies between the write and its commit leaves one draft', async () => {
  const book = aBook();
  book.saves = {
    a: (write) => {
      write();
      throw unsure();
    },
  };
  await log('a');
  await pass(book);
  stage.now += MINUTE;
  await pass(book, stage.another());
  expect([book.drafts.length, await states('a')]).toEqual([1, ['saved']]);
});

test('what was never sent is taken back at once, though the book is away', async () => {
  const book = aBook();
  await log('a', 'b');
  book.down = away();
  await pass(book);
  await takeBack('b');
  await pass(book);
  expect([await states('a', 'b'), await readOutbox(stage.store)]).toMatchObject([
    ['waiting: The Book is away.', 'undone'],
    [{ key: 'log-time-a' }],
  ]);
  book.down = undefined;
  await takeBack('a');
  await pass(book);
  expect([book.drafts, await states('a'), await readOutbox(stage.store)]).toEqual([[], ['undone'], []]);
});

test('what may have been sent is looked for when it is taken back, and once more when it must have arrived', async () => {
  const book = aBook();
  book.saves = {
    a: () => {
      throw unsure();
    },
  };
  await log('a');
  await pass(book);
  await takeBack('a');
  stage.now += MINUTE;
  book.asked = [];
  await pass(book);
  expect([book.asked, await states('a'), await readOutbox(stage.store)]).toEqual([['probe', 'undo a'], ['undone'], []]);
  book.drafts.push({ name: 'TS-late', key: 'a' });
  await pass(book);
  expect(book.drafts).toHaveLength(1);
  stage.now += 3 * MINUTE;
  await pass(book);
  expect(book.drafts).toEqual([]);
});

test('what came through unseen and was submitted is not shown as taken back', async () => {
  const book = aBook();
  book.saves = {
    a: (write) => {
      write();
      throw unsure();
    },
  };
  await log('a');
  await pass(book);
  book.submitted = true;
  await takeBack('a');
  stage.now += MINUTE;
  await pass(book);
  expect([await states('a'), await readOutbox(stage.store)]).toEqual([['saved: It is submitted already.'], []]);
  expect([(await entryOf('a'))?.saved?.name, book.drafts.length]).toEqual(['TS-1', 1]);
});

test('what is taken back while it is being written is removed again', async () => {
  const book = aBook();
  book.saves = {
    async a(write) {
      await takeBack('a');
      return write();
    },
  };
  await log('a');
  await pass(book);
  expect([book.asked, book.drafts, await states('a'), await readOutbox(stage.store)]).toEqual([
    ['save a 1', 'undo a TS-1'],
    [],
    ['undone'],
    [],
  ]);
});

test('a first attempt that comes in after the second is removed when the book must be done', async () => {
  const book = aBook();
  book.saves = {
    a: () => {
      throw unsure();
    },
  };
  await log('a');
  await pass(book);
  book.saves = {};
  stage.now += MINUTE;
  await pass(book);
  book.drafts.push({ name: 'TS-late', key: 'a' });
  stage.now += 3 * MINUTE;
  book.down = away();
  await pass(book);
  book.down = undefined;
  await pass(book);
  expect([book.drafts, (await entryOf('a'))?.saved?.name]).toEqual([[{ name: 'TS-1', key: 'a' }], 'TS-1']);
  book.asked = [];
  await pass(book);
  expect(book.asked).toEqual([]);
});

test('a saved one is taken back, also when the book was away for the first try', async () => {
  const book = aBook();
  await log('a');
  await pass(book);
  book.down = away();
  await takeBack('a');
  await pass(book);
  expect(await states('a')).toEqual(['saved: The Book is away.']);
  book.down = undefined;
  await pass(book);
  expect([book.drafts, await states('a'), await readOutbox(stage.store)]).toEqual([[], ['undone'], []]);
});

test('without a time book what waits is refused, and nobody without an account waits for ever', async () => {
  const book = aBook();
  await log('a');
  await pass(undefined);
  expect(await states('a')).toEqual(['refused: No time book is connected any more.']);
  const person = { id: 'dan', name: 'Dan Ely', email: 'dan@msp.example' };
  await commit(stage.store, [newTimeEntry({ ...wish('b'), person }, undefined, view({ now: NOW }))], {});
  await commit(
    stage.store,
    [newTimeEntry({ ...wish('c'), person: { id: 'dan', name: 'Dan Ely' } }, undefined, view({ now: NOW }))],
    {},
  );
  await pass(book);
  expect(await states('b', 'c')).toEqual([
    'refused: There is no active employee with the address dan@msp.example.',
    'refused: No e-mail address of Dan Ely is known: add it under people.',
  ]);
});

test('a pass that is stopped leaves the rest for the next', async () => {
  const book = aBook();
  const stop = new AbortController();
  book.saves = {
    a: (write) => {
      stop.abort();
      return write();
    },
  };
  await log('a', 'b');
  await timeBook(partsOf(stage.store, book), stop.signal);
  expect(await states('a', 'b')).toEqual(['saved', 'waiting']);
});
