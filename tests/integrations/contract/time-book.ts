import { expect, test } from 'vitest';
import type { TimeWish } from '../../../src/desk/time/entry.ts';
import { failure, NONSENSE, opened, part, type SetUp, type Stage, type Target } from './stage.ts';

/** A time book with what is in it. */
export interface TimeBookStage extends Stage {
  /** Somebody with an account in the book. */
  person: { email: string; id: string; name: string };
  /** A customer of the book. */
  customer: { id: string; name: string };
  /** The call by which a draft is written. */
  saving: Target;
  /** How many drafts it holds. */
  drafts(): number;
  /** Somebody submits a draft in the book. */
  submit(name: string): void;
  /** Somebody deletes a draft in the book. */
  strike(name: string): void;
}

export function testTimeBook(setUp: SetUp<TimeBookStage>): void {
  test('it knows its customers and its people', async () => {
    const stage = await opened(setUp);
    const { email, id, name } = stage.person;
    const book = part(stage, 'timeBook');
    expect(await book.customers()).toContainEqual(stage.customer);
    expect([await book.account(email), await book.account('nobody@else.example')]).toEqual([{ id, name }, undefined]);
  });

  test('a wish is one draft, however often it is tried, and another wish is another one', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    const first = await book.save(wishFor(stage), 1);
    expect(first).toMatchObject({ is: 'saved', name: expect.stringMatching(/./) });
    expect(await book.save(wishFor(stage), 2)).toEqual(first);
    expect(stage.drafts()).toBe(1);
    await book.save(wishFor(stage, { key: 'key-2' }), 1);
    expect(stage.drafts()).toBe(2);
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'an answer that is lost leaves it open, and the next try settles it, once: %s',
    async (what) => {
      const stage = await opened(setUp);
      const book = part(stage, 'timeBook');
      stage.standIn.fail({ ...stage.saving, times: 1, action: { do: what } });
      expect((await failure(stage, book.save(wishFor(stage), 1))).retry).toBe('unsure');
      expect(await book.save(wishFor(stage), 2)).toMatchObject({ is: 'saved' });
      expect(stage.drafts()).toBe(1);
    },
  );

  test('a customer that the book does not have is refused with a sentence', async () => {
    const stage = await opened(setUp);
    const customer = { id: 'nobody-such', name: 'Nobody Such' };
    const outcome = await part(stage, 'timeBook').save(wishFor(stage, { customer }), 1);
    expect(outcome).toMatchObject({ is: 'refused', sentence: expect.stringMatching(/\w+ \w+/) });
    expect(stage.drafts()).toBe(0);
  });

  test('a draft can be taken back, and one that is gone counts as taken back', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    const saved = await book.save(wishFor(stage), 1);
    const name = saved.is === 'saved' ? saved.name : '';
    expect([await book.undo('key-1', { name }), stage.drafts()]).toEqual([{ is: 'undone' }, 0]);
    expect(await book.undo('key-1', { name })).toEqual({ is: 'undone' });
  });

  test('what was sent and whose answer was lost can be taken back without its name, and nothing else goes with it', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    await book.save(wishFor(stage, { key: 'key-2' }), 1);
    stage.standIn.fail({ ...stage.saving, times: 1, action: { do: 'drop-after' } });
    expect((await failure(stage, book.save(wishFor(stage), 1))).retry).toBe('unsure');
    expect(stage.drafts()).toBe(2);
    expect([await book.undo('key-1', {}), stage.drafts()]).toEqual([{ is: 'undone' }, 1]);
    expect([await book.undo('key-1', {}), stage.drafts()]).toEqual([{ is: 'undone' }, 1]);
  });

  test('what has to be kept is kept', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    const saved = await book.save(wishFor(stage), 1);
    const keep = saved.is === 'saved' ? saved.name : '';
    expect([await book.undo('key-1', { keep }), stage.drafts()]).toEqual([{ is: 'undone' }, 1]);
    expect([await book.undo('key-1', { keep: 'another' }), stage.drafts()]).toEqual([{ is: 'undone' }, 0]);
  });

  test('what is taken is told by the sheet, within the span that was asked about', async () => {
    const stage = await opened(setUp);
    const reader = part(stage, 'timeReader');
    const taken = (from: number, to: number) => reader.taken(stage.person.id, from, to);
    expect(await taken(ENDS_AT - HOUR, ENDS_AT)).toEqual([]);
    const saved = await part(stage, 'timeBook').save(wishFor(stage), 1);
    const name = saved.is === 'saved' ? saved.name : '';
    expect(await taken(ENDS_AT - HOUR, ENDS_AT)).toEqual([{ name, from: ENDS_AT - HOUR / 2, to: ENDS_AT }]);
    expect(await taken(ENDS_AT, ENDS_AT + HOUR)).toEqual([]);
    expect(await reader.taken('nobody-such', ENDS_AT - HOUR, ENDS_AT)).toEqual([]);
    await part(stage, 'timeBook').undo('key-1', { name });
    expect(await taken(ENDS_AT - HOUR, ENDS_AT)).toEqual([]);
  });

  test('how sheets stand is told by the entry: a draft, submitted, or gone', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    const reader = part(stage, 'timeReader');
    const entries: { key: string; name: string }[] = [];
    for (const key of ['kept', 'sent', 'struck']) {
      const saved = await book.save(wishFor(stage, { key }), 1);
      entries.push({ key, name: saved.is === 'saved' ? saved.name : '' });
    }
    const [, sent, struck] = entries;
    expect([...(await reader.standing(entries)).values()]).toEqual(['draft', 'draft', 'draft']);
    stage.submit(sent?.name ?? '');
    stage.strike(struck?.name ?? '');
    expect(Object.fromEntries(await reader.standing(entries))).toEqual({
      kept: 'draft',
      sent: 'submitted',
      struck: 'gone',
    });
    expect([...(await reader.standing([]))]).toEqual([]);
  });

  test('it knows its activities and its zone', async () => {
    const reader = part(await opened(setUp), 'timeReader');
    expect(await reader.activities()).toContain('Execution');
    expect(Temporal.Instant.from('2026-11-20T15:00Z').toZonedDateTimeISO(await reader.zone()).second).toBe(0);
  });

  test('a time that is given is written there, by the clock on its wall, or refused', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    const startsAt = ENDS_AT - 2 * HOUR;
    const saved = await book.save(wishFor(stage, { startsAt, endsAt: startsAt + HOUR / 2 }), 1);
    const zone = await part(stage, 'timeReader').zone();
    const wall = (instant: number): string =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString();
    expect(saved).toMatchObject({
      from: wall(startsAt).replace('T', ' '),
      to: wall(startsAt + HOUR / 2).replace('T', ' '),
    });
    const again = wishFor(stage, { key: 'key-2', startsAt: startsAt + HOUR / 4, endsAt: startsAt + HOUR });
    expect(await book.save(again, 1)).toMatchObject({ is: 'refused', sentence: expect.stringMatching(/\w+ \w+/) });
    expect(stage.drafts()).toBe(1);
  });

  test('a list that cannot be had is a failure, not an empty list', async () => {
    const stage = await opened(setUp);
    const book = part(stage, 'timeBook');
    stage.standIn.fail({ path: '.', times: 1, action: NONSENSE });
    expect((await failure(stage, book.customers())).name).toBe('SystemError');
    stage.standIn.unplug();
    expect((await failure(stage, book.customers())).retry).toBe('later');
    expect((await failure(stage, book.account(stage.person.email))).retry).toBe('later');
    const reader = part(stage, 'timeReader');
    expect((await failure(stage, reader.activities())).retry).toBe('later');
    expect((await failure(stage, reader.standing([{ key: 'key-1', name: 'TS-1' }]))).retry).toBe('later');
    expect((await failure(stage, reader.taken(stage.person.id, 0, ENDS_AT))).retry).toBe('later');
  });
}

const HOUR = 3_600_000;
/** In the morning or in the afternoon, wherever the book is. */
const ENDS_AT = Date.UTC(2026, 10, 20, 15);

function wishFor({ person, customer }: TimeBookStage, more: Partial<TimeWish> = {}): TimeWish {
  return {
    key: 'key-1',
    person: { id: 'ann', name: person.name, email: person.email, account: person.id },
    customer,
    hours: 0.5,
    endsAt: ENDS_AT,
    text: '#1234 Mailbox quota fixed',
    billable: true,
    activity: 'Execution',
    ...more,
  };
}
