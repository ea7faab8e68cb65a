import { expect, test, vi } from 'vitest';
import { SystemError } from '../../src/desk/errors.ts';
import type { Integration, TimeBook, TimeReader } from '../../src/integrations/contract.ts';
import { customers } from '../../src/jobs/customers.ts';
import type { JobParts } from '../../src/jobs/parts.ts';
import { readCustomers } from '../../src/store/customers.ts';
import { readBookFacts } from '../../src/store/time-book.ts';
import { MINUTE, NOW } from '../desk/build.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();
const ACME = { id: 'C-1', name: 'Acme' };

function partsWith(list: TimeBook['customers'], reader: Partial<TimeReader> = {}): JobParts {
  const timeBook: TimeBook = {
    customers: list,
    account: () => Promise.resolve(undefined),
    save: () => Promise.resolve({ is: 'refused', sentence: 'no' }),
    undo: () => Promise.resolve({ is: 'undone' }),
  };
  const timeReader: TimeReader = {
    activities: () => Promise.resolve(['Execution']),
    taken: () => Promise.resolve([]),
    zone: () => Promise.resolve('Europe/Berlin'),
    standing: () => Promise.resolve(new Map()),
    ...reader,
  };
  const book: Integration = {
    id: 'book',
    title: 'The Book',
    timeBook,
    timeReader,
    check: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  return {
    store: stage.store,
    integrations: [book],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    sweepHints: () => Promise.resolve(),
    findAccounts: () => Promise.resolve(),
  };
}

test('what was read is good for ten minutes, and asked for at each turn while it cannot be read', async () => {
  const list = vi.fn<TimeBook['customers']>(async () => [ACME]);
  const parts = partsWith(list);
  await customers(parts);
  stage.now += 9 * MINUTE;
  await customers(parts);
  expect(list).toHaveBeenCalledTimes(1);
  expect(await readBookFacts(stage.store)).toEqual({ zone: 'Europe/Berlin', activities: ['Execution'] });
  stage.now += MINUTE;
  list.mockRejectedValueOnce(new SystemError('book', 'later', 'The Book does not answer.'));
  await expect(customers(parts)).rejects.toThrow('does not answer');
  const failing = { since: NOW + 10 * MINUTE, sentence: 'The Book does not answer.' };
  expect(await readCustomers(stage.store)).toEqual({ at: NOW, customers: [ACME], failing });
  stage.now += MINUTE;
  await customers(parts);
  expect(list).toHaveBeenCalledTimes(3);
  expect(await readCustomers(stage.store)).toEqual({ at: stage.now, customers: [ACME] });
});

test('a lack of rights is told apart from silence, and keeps the instant of the first failure', async () => {
  const denied = new SystemError('book', 'never', 'The Book does not let the bot do that.', { status: 403 });
  const parts = partsWith(() => Promise.reject(denied));
  await expect(customers(parts)).rejects.toThrow('does not let');
  stage.now += MINUTE;
  await expect(customers(parts)).rejects.toThrow('does not let');
  const { failing } = await readCustomers(stage.store);
  expect(failing).toEqual({ since: NOW, sentence: 'The Book does not let the bot do that.', isDenied: true });
});

test('customers are there although the activities are not; those are asked for again', async () => {
  const activities = vi.fn<TimeReader['activities']>().mockRejectedValueOnce(new Error('not now'));
  activities.mockResolvedValue(['Support']);
  const parts = partsWith(() => Promise.resolve([ACME]), { activities });
  await expect(customers(parts)).rejects.toThrow('not now');
  expect((await readCustomers(stage.store)).customers).toEqual([ACME]);
  await customers(parts);
  expect((await readBookFacts(stage.store))?.activities).toEqual(['Support']);
});
