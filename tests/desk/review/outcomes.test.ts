import { expect, test } from 'vitest';
import { outcomesOf } from '../../../src/desk/review/outcomes.ts';
import { actor, ANN, aTicket, HOUR, MINUTE, NOW, settings, view } from '../build.ts';

const PROMISED = settings({ sla: { response: { P1: '1h', P2: '1h', P3: '1h', P4: '1h' } } });
const CREATED = NOW - 10 * MINUTE;

test('a promise that was met counts when it was met, one that was missed when its time had passed, with the reason given last', () => {
  const at = view({ settings: PROMISED });
  const answered = aTicket({ firstReplyAt: CREATED + 30 * MINUTE }, at);
  const whole = { from: CREATED, to: CREATED + 24 * HOUR };
  expect(outcomesOf(answered, PROMISED, whole, NOW + 5 * HOUR).response).toMatchObject({
    is: 'met',
    at: CREATED + 30 * MINUTE,
  });
  const breach = { clock: 'response' as const, due: CREATED + HOUR, at: CREATED + HOUR };
  const given = { by: actor(ANN), at: NOW, key: 'form', why: 'Waiting for a part', note: 'the password: hunter2' };
  const late = { ...aTicket({ firstReplyAt: CREATED + 3 * HOUR }, at), breaches: [{ ...breach, reason: given }] };
  expect(outcomesOf(late, PROMISED, whole, NOW + 5 * HOUR).response).toMatchObject({
    is: 'missed',
    at: CREATED + HOUR,
    late: 2 * HOUR,
    isRunning: false,
    reason: 'Waiting for a part: the password: •••',
  });
  const after = { from: CREATED + HOUR + 1, to: CREATED + 24 * HOUR };
  expect(outcomesOf(late, PROMISED, after, NOW + 5 * HOUR)).toEqual({});
  expect(outcomesOf(aTicket({}, at), PROMISED, whole, NOW)).toEqual({});
});
