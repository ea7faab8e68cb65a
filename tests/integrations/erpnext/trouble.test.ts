import { expect, test } from 'vitest';
import { erpnextWorld } from './erpnext-world.ts';

const SHEETS = '^/api/resource/Timesheet$';
const json = { 'content-type': 'application/json' };

test('a restart is waited for: first nginx alone, then maintenance, then it is saved once', async () => {
  const { erpnext, book, wish, drafts } = await erpnextWorld();
  erpnext.restart({ badGateway: 1, stopped: 1 });
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'later', status: 502 });
  await expect(book.save(wish(), 2)).rejects.toMatchObject({ retry: 'later', status: 503 });
  expect(await book.save(wish(), 3)).toMatchObject({ is: 'saved' });
  expect(drafts()).toHaveLength(1);
});

test.each([
  [502, undefined, 'unsure'],
  [504, undefined, 'unsure'],
  [503, undefined, 'unsure'],
  [503, 'SessionStopped', 'later'],
  [503, 'InReadOnlyMode', 'later'],
  [500, 'QueryDeadlockError', 'later'],
  [500, 'QueryTimeoutError', 'later'],
  [500, 'TypeError', 'unsure'],
  [501, 'OutgoingEmailError', 'unsure'],
  [508, 'QueryDeadlockError', 'later'],
  [417, 'TimestampMismatchError', 'later'],
  [401, 'AuthenticationError', 'never'],
  [403, 'PermissionError', 'never'],
  [404, undefined, 'later'],
])('a POST answered %i %s is to be tried again: %s', async (status, exc_type, retry) => {
  const { erpnext, book, wish } = await erpnextWorld();
  const body = exc_type ? { exc_type } : '<html><body>not from Frappe</body></html>';
  const headers = exc_type ? json : { 'content-type': 'text/html' };
  erpnext.fail({ path: SHEETS, method: 'POST', times: 1, action: { do: 'answer', status, headers, body } });
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ name: 'SystemError', retry, status });
});

test('a page with status 200 is no draft', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  const action = {
    do: 'answer',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html>log in</html>',
  } as const;
  erpnext.fail({ path: SHEETS, method: 'POST', times: 1, action });
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'unsure' });
});

test('maintenance that allows reads, and too many requests, are for later', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.readOnly();
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'later', status: 503 });
  erpnext.readOnly(false);
  erpnext.tooManyRequests(7);
  await expect(book.save(wish(), 2)).rejects.toMatchObject({ retry: 'later', status: 429, retryAfter: 7000 });
});

test('a wrong key says so and nothing of itself', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.revokeKeys();
  const error: unknown = await book.save(wish(), 1).catch((error: unknown) => error);
  expect(error).toMatchObject({ retry: 'never', status: 401, message: expect.stringContaining('key') });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(erpnext.apiSecret);
});

test('a lacking right names what is lacking, without tags', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.setRights('Timesheet', ['read']);
  const message =
    'ERPNext does not let the bot do that: User chatops-bot@msp.example does not have create access for Timesheet (403)';
  await expect(book.save(wish(), 1)).rejects.toMatchObject({ retry: 'never', status: 403, message });
});

test('without the right to protected columns a new draft bills all the same', async () => {
  const { erpnext, book, wish } = await erpnextWorld();
  erpnext.setLevelOne(false);
  await book.save(wish({ rate: 200 }), 1);
  expect(erpnext.drafts()).toMatchObject([{ total_billable_amount: 100 }]);
});
