import type nock from 'nock';
import { beforeEach, expect, test } from 'vitest';
import type { SystemError } from '../../../src/desk/errors.ts';
import type { Source } from '../../../src/integrations/contract.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { nocked } from '../nocked.ts';
import { failure, page, thread, ticket } from './api-answers.ts';

const ORIGIN = 'https://help.example.com';
const KEY = 'very-secret-key';
const NOW = Date.parse('2026-08-20T12:00:00Z');
const scope = nocked(ORIGIN);

let source: Source | undefined;

beforeEach(() => {
  const environment = Environment.parse({ FREESCOUT_URL: `${ORIGIN}/desk/`, FREESCOUT_API_KEY: KEY });
  ({ source } = connectFreescout(environment, () => NOW));
});

function answerMailboxes(): void {
  scope()
    .get('/desk/api/mailboxes')
    .query(true)
    .reply(200, page('mailboxes', [{ id: 1, name: 'Support' }]));
}

test('the first poll asks for what is open, one status at a time', async () => {
  answerMailboxes();
  const list = (query: object, rows: readonly unknown[]): void => {
    const asked = scope().get('/desk/api/conversations').matchHeader('x-freescout-api-key', KEY);
    asked.query({ state: 'published', ...query }).reply(200, page('conversations', rows, 1));
  };
  const sorted = { pageSize: '50', page: '1', embed: 'threads', sortField: 'updatedAt', sortOrder: 'asc' };
  list({ pageSize: '1', sortField: 'updatedAt', sortOrder: 'desc' }, [ticket]);
  list({ ...sorted, status: 'active' }, [ticket]);
  list({ ...sorted, status: 'pending' }, []);
  list({ pageSize: '1', status: 'active' }, []);
  list({ pageSize: '1', status: 'pending' }, []);
  const poll = await source?.poll({ cursor: undefined, open: [] });
  expect([poll?.signals.map(({ row }) => row), poll?.openAtSource]).toEqual([['7'], 2]);
});

const broken: [string, number, string | object, Record<string, string>, Partial<SystemError>][] = [
  ['a wrong key', 401, { message: 'Invalid API Key' }, {}, { retry: 'never', status: 401 }],
  ['no module', 404, { message: '' }, {}, { retry: 'never', status: 404 }],
  ['a busy proxy', 502, 'Bad gateway', { 'content-type': 'text/html' }, { retry: 'later', status: 502 }],
  ['a server error', 500, { message: 'Server Error' }, {}, { retry: 'later', status: 500 }],
  ['a wish to wait', 429, '', { 'retry-after': '7' }, { retry: 'later', retryAfter: 7_000 }],
  ['a log-in page', 200, '<html>Log in</html>', { 'content-type': 'text/html' }, { retry: 'later', status: 200 }],
  ['another shape', 200, { data: [] }, {}, { retry: 'later' }],
];

test.each(broken)('a poll fails as a whole on %s', async (_what, status, body, headers, wanted) => {
  scope().get('/desk/api/conversations').query(true).reply(status, body, headers);
  const error = await failure(source?.poll({ cursor: undefined, open: [] }));
  expect(error).toMatchObject({ system: 'freescout', ...wanted });
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain(KEY);
});

test('no ticket is gone as long as the API itself is', async () => {
  scope().get('/desk/api/conversations/7').reply(404, { message: '' });
  scope().get('/desk/api/conversations').query(true).reply(404, { message: '' });
  expect(await failure(source?.read('7'))).toMatchObject({ retry: 'never', status: 404 });
});

test('a ticket that is gone where the API answers is deleted', async () => {
  scope().get('/desk/api/conversations/7').reply(404, { message: 'Not found' });
  scope().get('/desk/api/conversations').query(true).reply(200, page('conversations', []));
  expect(await source?.read('7')).toMatchObject({ seen: { state: 'gone', how: 'deleted', at: NOW } });
});

test('a list without threads is completed, and one ticket that fails loses no other', async () => {
  answerMailboxes();
  const { _embedded: _, ...bare } = ticket;
  const query = { ...cursorQuery, updatedSince: '2026-08-20T10:58:00Z' };
  const list = page('conversations', [bare, { ...bare, id: 8 }, { ...bare, id: 9 }, { nothing: true }]);
  scope().get('/desk/api/conversations').query(query).reply(200, list);
  scope().get('/desk/api/conversations/7').reply(200, ticket);
  scope().get('/desk/api/conversations/8').reply(500, { message: 'Server Error' });
  scope()
    .get('/desk/api/conversations/9')
    .reply(200, { ...ticket, id: 9 });
  answerRest(3, 1);
  const poll = await source?.poll({ cursor, open: [] });
  expect(poll?.signals.map(({ row }) => row)).toEqual(['7', '9']);
  expect(poll?.openAtSource).toBe(4);
  expect(JSON.parse(poll?.cursor ?? '')).toEqual({
    version: 1,
    sweptAt: NOW - 60_000,
    since: Date.parse(ticket.updatedAt),
    waiting: { 8: NOW },
  });
});

const cursor = JSON.stringify({
  version: 1,
  sweptAt: NOW - 60_000,
  since: Date.parse('2026-08-20T11:00:00Z'),
  waiting: {},
});
const count = { state: 'published', pageSize: '1' };

/** The end of every poll: what was trashed, and how many are open. */
function answerRest(active: number, pending: number, trash: [number, object] = [200, page('conversations', [])]): void {
  const list = (query: object): nock.Interceptor => scope().get('/desk/api/conversations').query(query);
  list({ ...cursorQuery, state: 'deleted', updatedSince: '2026-08-20T10:58:00Z' }).reply(...trash);
  list({ ...count, status: 'active' }).reply(200, page('conversations', [], active));
  list({ ...count, status: 'pending' }).reply(200, page('conversations', [], pending));
}

const cursorQuery = {
  pageSize: '50',
  page: '1',
  state: 'published',
  embed: 'threads',
  sortField: 'updatedAt',
  sortOrder: 'asc',
};

test('the next page begins where the last one ended, since pages shift while tickets change', async () => {
  answerMailboxes();
  const second = { ...ticket, id: 8, updatedAt: '2026-08-20T11:30:00Z' };
  const pages = { ...page('conversations', [ticket, second]), page: { totalElements: 3, totalPages: 2 } };
  const third = { ...ticket, id: 9, updatedAt: '2026-08-20T11:45:00Z' };
  const list = scope().get('/desk/api/conversations');
  list.query({ ...cursorQuery, updatedSince: '2026-08-20T10:58:00Z' }).reply(200, pages);
  const next = scope().get('/desk/api/conversations');
  next
    .query({ ...cursorQuery, updatedSince: '2026-08-20T11:29:59Z' })
    .reply(200, page('conversations', [second, third]));
  answerRest(3, 0, [400, { message: 'Error occurred' }]);
  const poll = await source?.poll({ cursor, open: [] });
  expect(poll?.signals.map(({ row }) => row)).toEqual(['7', '8', '9']);
});

test('what a merge says in words is understood', async () => {
  answerMailboxes();
  const line = {
    ...thread,
    id: 2,
    type: 'lineitem',
    action: { type: 'merged', text: 'Ann Baker merged into conversation #<a href="https://help.example.com/x">12</a>' },
    createdAt: '2026-08-20T11:10:00Z',
  };
  const away = { ...ticket, state: 'deleted', _embedded: { threads: [line, thread] } };
  scope().get('/desk/api/conversations/7').reply(200, away);
  expect(await source?.read('7')).toMatchObject({ seen: { state: 'gone', how: 'merged', into: '12' } });
});

test('the target of a merge is looked up where tickets have numbers of their own', async () => {
  answerMailboxes();
  const action = { type: 'merged', text: 'Ann Baker merged into conversation #5012' };
  const line = { ...thread, id: 2, type: 'lineitem', action };
  const away = { ...ticket, state: 'deleted', _embedded: { threads: [line] } };
  scope().get('/desk/api/conversations/7').reply(200, away);
  scope()
    .get('/desk/api/conversations')
    .query({ number: '5012', pageSize: '1' })
    .reply(200, page('conversations', [{ ...ticket, id: 12, number: 5012 }]));
  const environment = { FREESCOUT_URL: `${ORIGIN}/desk`, FREESCOUT_API_KEY: KEY, FREESCOUT_CUSTOM_NUMBER: 'yes' };
  const custom = connectFreescout(Environment.parse(environment), () => NOW);
  expect(await custom.source?.read('7')).toMatchObject({ seen: { how: 'merged', into: '12' } });
});

test('odd fields of PHP are taken, and what is odd beside them is left out', async () => {
  answerMailboxes();
  const odd = {
    ...ticket,
    id: '7',
    number: '7',
    status: 'on-hold',
    type: 'custom',
    subject: null,
    assignee: [],
    customer: null,
    customerWaitingSince: null,
    _embedded: { threads: [{ id: 'x' }, { ...thread, createdBy: null, action: [], _embedded: null }] },
  };
  scope().get('/desk/api/conversations/7').reply(200, odd);
  expect(await source?.read('7')).toMatchObject({
    row: '7',
    seen: {
      facts: {
        number: '7',
        status: 'active',
        channel: 'other',
        subject: '(no subject)',
        mailbox: { id: '1', name: 'Support' },
        customer: { name: 'unknown' },
        preview: 'It burns',
        awaitsResponse: true,
      },
    },
  });
});
