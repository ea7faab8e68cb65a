import { expect, test } from 'vitest';
import { signed } from '../../src/desk/review/signed-word.ts';
import { reviewLinks } from '../../src/desk/review/link.ts';
import { createServer } from '../../src/http/server.ts';
import { keptSecret } from '../../src/store/secret.ts';
import { takeSignal } from '../../src/store/signals.ts';
import { CLIENTS, open, settings } from '../desk/build.ts';
import { recordsOf } from '../report/csv-reader.ts';
import { spanOf } from '../report/span.ts';
import { useStage } from '../store/stage.ts';

const stage = useStage();

const SECRET = 'a secret of many characters';
const DAY = 86_400_000;

async function opened(path: string, secret = SECRET) {
  const server = createServer({
    store: stage.store,
    integrations: [],
    platforms: [],
    follow: () => undefined,
    secret: () => Promise.resolve(secret),
    obstacles: () => Promise.resolve([]),
    clock: undefined,
  });
  try {
    return await server.inject({ method: 'GET', url: path });
  } finally {
    await server.close();
  }
}

/** The path of a link to October's review. */
function linkTo(client: string, until: number, secret = SECRET): string {
  const links = reviewLinks('https://desk.example/sub/', secret, { client, span: spanOf('2026-10'), until });
  return links?.page.replace('https://desk.example/sub', '') ?? '';
}

async function october(): Promise<void> {
  stage.house({ settings: settings({ clients: CLIENTS, zone: 'Europe/Berlin' }) });
  stage.now = Date.UTC(2026, 9, 20, 9);
  for (const [row, client] of ['Acme', 'Globex'].entries())
    await takeSignal(
      stage.store,
      open(
        { client, title: `${client}: =disk`, startedAt: stage.now },
        { condition: `rmm/check/dc01/${row}`, readAt: stage.now },
      ),
    );
  stage.now = Date.UTC(2026, 10, 3, 9);
}

test('the page of a link: one client, never kept, never framed, never found by a search engine', async () => {
  await october();
  const { statusCode, headers, body } = await opened(linkTo('Acme', stage.now + 7 * DAY));
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; style-src 'sha256-[^']+'.*frame-ancestors 'none'$/,
    ),
  });
  expect(body).toContain('Acme: =disk');
  expect(body).not.toContain('Globex');
});

test('its rows as a file for a spreadsheet', async () => {
  await october();
  const { statusCode, headers, body } = await opened(`${linkTo('Acme', stage.now + DAY)}/rows.csv`);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(headers['content-disposition']).toContain('review-acme-2026-10-01-to-2026-10-31.csv');
  const records = recordsOf(body.slice(1));
  expect(records.filter(([figure]) => figure === 'alerts').map((cells) => cells[6])).toEqual(['Acme: =disk']);
  expect(body).not.toContain('Globex');
});

test('a link that is too old, was changed, or was never given out is a plain page that tells nothing', async () => {
  await october();
  const good = linkTo('Acme', stage.now);
  const [path = '', signature = ''] = good.split('.');
  const other = linkTo('Globex', stage.now).split('.')[0] ?? '';
  const cases: [string, number][] = [
    [good, 200],
    [linkTo('Acme', stage.now - 1), 410],
    [`${path}.${signature.slice(0, -1)}`, 404],
    [`${other}.${signature}`, 404],
    [linkTo('Acme', stage.now + DAY, 'another secret altogether'), 404],
    [`/review/${signed(SECRET, 'remote', ['Acme', '20261001-20261031'], stage.now + DAY)}`, 404],
    [`/review/${signed(SECRET, 'review', ['Acme', '20261301-20261031'], stage.now + DAY)}`, 404],
    ['/review/x', 404],
    ['/review/.', 404],
    ['/review/a.b.c/rows.csv', 404],
  ];
  for (const [url, status] of cases) {
    const { statusCode, headers, body } = await opened(url);
    expect([url, statusCode]).toEqual([url, status]);
    expect(headers['cache-control']).toBe('no-store');
    expect(status === 200 || !body.includes('Acme')).toBe(true);
  }
});

test('the secret that Redis keeps is the same for every process, and nothing is written by opening a link', async () => {
  await october();
  const [one, other] = [await keptSecret(stage.store), await keptSecret(stage.another())];
  expect(one).toBe(other);
  expect(one.length).toBeGreaterThan(40);
  const before = await stage.store.database.redis.dbsize();
  await opened(linkTo('Initech', stage.now + DAY, one), one);
  expect(await stage.store.database.redis.dbsize()).toBe(before);
});

test('a name that makes an address too long has no link', () => {
  const span = spanOf('2026-10');
  expect(reviewLinks('https://desk.example', SECRET, { client: 'x'.repeat(400), span, until: 0 })).toBeUndefined();
});
