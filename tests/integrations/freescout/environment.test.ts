import { expect, test } from 'vitest';
import { system } from '../../../src/integrations/freescout/index.ts';

const URL = 'https://help.example.com';
const DATABASE = 'mysql://reader:pass@127.0.0.1:3306/freescout';

test('the key alone is enough, and the rest has defaults', () => {
  expect(
    system.environment.parse({ FREESCOUT_URL: `${URL}/`, FREESCOUT_API_KEY: ' key ', SLACK_BOT_TOKEN: 'x' }),
  ).toEqual({
    FREESCOUT_URL: URL,
    FREESCOUT_API_KEY: 'key',
    FREESCOUT_TIMEZONE: 'UTC',
    FREESCOUT_POLL_SECONDS: 30,
    FREESCOUT_CUSTOM_NUMBER: 'no',
  });
});

test('a line left empty counts as none', () => {
  const empty = { FREESCOUT_API_KEY: '', FREESCOUT_WEBHOOK_SECRET: '' };
  const parsed = system.environment.parse({ FREESCOUT_URL: URL, FREESCOUT_DATABASE_URL: DATABASE, ...empty });
  expect([parsed.FREESCOUT_API_KEY, parsed.FREESCOUT_WEBHOOK_SECRET]).toEqual([undefined, undefined]);
});

test.each([
  ['no address', { FREESCOUT_API_KEY: 'key' }, 'FREESCOUT_URL'],
  ['an address of something else', { FREESCOUT_URL: 'help.example.com', FREESCOUT_API_KEY: 'key' }, 'FREESCOUT_URL'],
  ['neither key nor database', { FREESCOUT_URL: URL }, 'FREESCOUT_API_KEY'],
  ['both left empty', { FREESCOUT_URL: URL, FREESCOUT_API_KEY: '', FREESCOUT_DATABASE_URL: '' }, 'FREESCOUT_API_KEY'],
  ['another database', { FREESCOUT_URL: URL, FREESCOUT_DATABASE_URL: 'postgres://x/y' }, 'FREESCOUT_DATABASE_URL'],
  ['no database name', { FREESCOUT_URL: URL, FREESCOUT_DATABASE_URL: 'mysql://x/' }, 'FREESCOUT_DATABASE_URL'],
  ['no such zone', { FREESCOUT_URL: URL, FREESCOUT_API_KEY: 'k', FREESCOUT_TIMEZONE: 'Mars' }, 'FREESCOUT_TIMEZONE'],
  ['no number', { FREESCOUT_URL: URL, FREESCOUT_API_KEY: 'k', FREESCOUT_POLL_SECONDS: '0' }, 'FREESCOUT_POLL_SECONDS'],
  ['true', { FREESCOUT_URL: URL, FREESCOUT_API_KEY: 'k', FREESCOUT_CUSTOM_NUMBER: '1' }, 'FREESCOUT_CUSTOM_NUMBER'],
])('a mistake is named by its variable: %s', (_what, environment, variable) => {
  const read = system.environment.safeParse(environment);
  expect(read.error?.issues.map((issue) => issue.path)).toEqual([[variable]]);
});
