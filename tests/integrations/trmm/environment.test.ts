import { expect, test } from 'vitest';
import { system } from '../../../src/integrations/trmm/index.ts';

const LEAST = { TRMM_API_URL: 'https://api.msp.example', TRMM_API_KEY: 'KEY' };

test('address and key suffice; the rest has defaults, and blank is absent', () => {
  const blank = { TRMM_WEB_URL: '', TRMM_WEBHOOK_TOKEN: ' ', TRMM_POLL_SECONDS: '', TRMM_ACKNOWLEDGE_NOTES: '' };
  for (const environment of [LEAST, { ...LEAST, ...blank }]) {
    expect(system.environment.parse(environment)).toEqual({
      ...LEAST,
      TRMM_POLL_SECONDS: 60,
      TRMM_ACKNOWLEDGE_NOTES: 'yes',
      TRMM_SEVERITY_FIELDS: [],
    });
  }
});

test('slashes at the end are dropped, numbers read, and other variables left alone', () => {
  const environment = { ...LEAST, TRMM_API_URL: 'https://api.msp.example//', TRMM_POLL_SECONDS: '30', HOME: '/root' };
  expect(system.environment.parse(environment)).toEqual({
    ...LEAST,
    TRMM_POLL_SECONDS: 30,
    TRMM_ACKNOWLEDGE_NOTES: 'yes',
    TRMM_SEVERITY_FIELDS: [],
  });
});

test.each([
  { TRMM_API_URL: 'api.msp.example' },
  { TRMM_API_URL: 'ftp://api.msp.example' },
  { TRMM_API_KEY: ' ' },
  { TRMM_WEBHOOK_TOKEN: 'None' },
  { TRMM_WEBHOOK_TOKEN: '{{global.BOT_TOKEN}}' },
  { TRMM_POLL_SECONDS: '0' },
  { TRMM_POLL_SECONDS: 'often' },
  { TRMM_ACKNOWLEDGE_NOTES: 'maybe' },
])('%j is a mistake', (wrong) => {
  const result = system.environment.safeParse({ ...LEAST, ...wrong });
  expect(result.error?.issues.map((issue) => issue.path.join())).toEqual(Object.keys(wrong));
});
