import { expect, test } from 'vitest';
import { addressOf, directAccount, directMessage, platformOf } from '../../src/desk/destination.ts';
import { findPerson, mayAct, roles } from '../../src/desk/people.ts';
import { ANN, BEN } from './build.ts';

test('each role may do all that the ones before it may', () => {
  for (const [have, role] of roles.entries())
    for (const [need, least] of roles.entries()) expect(mayAct({ ...ANN, role }, least)).toBe(have >= need);
});

test('an account goes before an e-mail address, and the case of an address does not matter', () => {
  const people = [ANN, BEN];
  expect(findPerson(people, { system: 'chat', account: 'B1', email: 'ann@msp.example' })).toBe(BEN);
  expect(findPerson(people, { system: 'chat', account: 'Z9', email: ' ANN@msp.example ' })).toBe(ANN);
  expect(findPerson(people, { system: 'other', account: 'B1' })).toBeUndefined();
  expect(findPerson([{ ...ANN, email: '' }], { system: 'chat', email: '' })).toBeUndefined();
  expect(findPerson([{ ...ANN, accounts: {} }], { system: 'chat', account: undefined })).toBeUndefined();
});

test('a destination is a platform and an address of its own kind', () => {
  const direct = directMessage('chat', 'A1');
  expect([direct, platformOf(direct), addressOf(direct), directAccount(direct)]).toEqual([
    'chat:@A1',
    'chat',
    '@A1',
    'A1',
  ]);
  expect([platformOf('chat:a:b'), addressOf('chat:a:b'), directAccount('chat:a:b')]).toEqual([
    'chat',
    'a:b',
    undefined,
  ]);
});
