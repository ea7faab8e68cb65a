import { expect, test } from 'vitest';
import { mask } from '../../src/desk/mask.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const TOKENS = [
  ['xo', 'xb-1234567890-abcdefghij'],
  ['xa', 'pp-1-A0123456789-abcdef'],
  ['gh', 'p_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['github', '_pat_11ABCDEFG0123456789_abcdefgh'],
  ['AK', 'IAABCDEFGHIJKLMNOP'],
  ['AI', 'zaSyA1234567890abcdefghijklmnopqrstuv'],
  ['sk', '-proj-abcdefghijklmnopqrstuv'],
  ['sk', '_live_abcdefghijklmnop1234'],
  ['gl', 'pat-abcdefghijklmnopqrst'],
  ['ey', 'JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'],
].map((parts) => parts.join(''));

test.each(TOKENS)('a token such as %s is hidden', (token) => {
  expect(mask(`use ${token} here`)).toBe('use ••• here');
});

test.each([
  ['password: hunter2', 'password: •••'],
  ['Password = "two words"', 'Password = •••'],
  ["pwd='a b'; next", 'pwd=•••; next'],
  ['My password is Hunter2! thanks', 'My password is ••• thanks'],
  ['das Passwort lautet Sommer2026', 'das Passwort lautet •••'],
  ['Kennwort: geheim', 'Kennwort: •••'],
  ['the password for admin is Hunter2', 'the password for admin is •••'],
  ['DB_PASSWORD=abc123', 'DB_PASSWORD=•••'],
  ['"password": "abc123"', '"password": •••'],
  ['AWS_SECRET_ACCESS_KEY=abc/def', 'AWS_SECRET_ACCESS_KEY=•••'],
  ['client_secret=abc', 'client_secret=•••'],
  ['<password>abc123</password>', '<password>•••</password>'],
  ['api key: 12345', 'api key: •••'],
  ['PIN: 4711', 'PIN: •••'],
  ['mysql --password hunter2 -h db', 'mysql --password ••• -h db'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer •••'],
  ['mysql://root:hunter2@db:3306/x', 'mysql://root:•••@db:3306/x'],
  ['redis://:hunter2@cache:6379', 'redis://:•••@cache:6379'],
  ['https://chat.example/services/T000/B000/abcdefghijkl', 'https://chat.example/services/•••'],
  ['4111 1111 1111 1111', '•••'],
  ['card 5500-0000-0000-0004 ok', 'card ••• ok'],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest', '••• private key\nrest'],
  ['-----BEGIN PRIVATE KEY-----\ncut off', '••• private key'],
])('%j becomes %j', (text, masked) => {
  expect(mask(text)).toBe(masked);
});

test.each([
  'My password is not working, it says the password is wrong.',
  'I forgot my password. Can you reset the password?',
  'Das Passwort ist abgelaufen.',
  'The secret to good coffee is water.',
  'The compass: it points north. The pins: three.',
  'Call 0049 30 1234567890, order 1234567890123.',
  'Began 1763776424000, serial 356938035643809',
  'Disk C: 91 % of 500 GB, 12:30:45, 2026-11-02',
  'https://rmm.example/agents/dc01?tab=checks',
  'ping 10.0.0.1 -n 4',
  'token ring network is down',
  '4111 1111 1111 1112 is no card',
])('%j stays as it is', (text) => {
  expect(mask(text)).toBe(text);
});
