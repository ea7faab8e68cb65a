import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../../src/desk/decision.ts';
import { workText, WORK_TEXT_LIMIT } from '../../../src/desk/time/work-text.ts';
import { actor, aTicket, ANN, anAlert, BEN, NOW } from '../build.ts';

function did(what: string, text: string, by = ANN): TimelineEntry {
  return { at: NOW, by: actor(by), what, text };
}

const CUSTOMER: TimelineEntry = {
  at: NOW,
  by: { name: 'The Desk', via: 'desk' },
  what: 'customer',
  text: 'Carla Diaz wrote: it prints nothing',
};

test("number, subject and this person's deeds; not the customer's words, nor what others did", () => {
  const timeline = [
    CUSTOMER,
    did('claimed', 'Ann Baker claimed it'),
    did('note', 'Ann Baker noted: the fuser is worn'),
    did('note', 'Ben Cole noted: I called them', BEN),
    did('reply', 'Ann Baker wrote to the customer: We have ordered the part.'),
    did('device-linked', 'Ann Baker linked the device PRN-2'),
    did('close', 'Ann Baker closed it as Done'),
  ];
  expect(workText(aTicket(), timeline, ANN)).toBe(
    '#1042 Printer on the second floor: noted: the fuser is worn; wrote to the customer: We have ordered the part.; ' +
      'linked the device PRN-2; closed it as Done',
  );
  expect(workText(anAlert(), timeline, { id: 'nobody' })).toBe('ACME-DC01: disk C is full');
});

test('a bare acknowledge is no work; its note is', () => {
  const seen = [did('acknowledged', 'Ann Baker acknowledged'), did('acknowledged', 'Ann Baker acknowledged: on it')];
  expect(workText(anAlert(), seen, ANN)).toBe('ACME-DC01: disk C is full: acknowledged: on it');
});

test('what was told with hours that were logged is not told again, unless they were taken back', () => {
  const before = [did('note', 'Ann Baker noted: first'), did('time-waiting', 'Ann Baker: 1 h waiting to be saved')];
  const after = [...before, did('note', 'Ann Baker noted: second')];
  expect(workText(anAlert(), after, ANN)).toBe('ACME-DC01: disk C is full: noted: second');
  expect(workText(anAlert(), [...after, did('time-undone', 'taken back')], ANN)).toContain(
    'noted: first; noted: second',
  );
});

test('a secret is masked, and whatever was written it fits', () => {
  const leak = [did('note', 'Ann Baker noted: the password is hunter2')];
  expect(workText(anAlert(), leak, ANN)).not.toContain('hunter2');
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 400 }), { maxLength: 30 }),
      fc.string({ maxLength: 600 }),
      (all, title) => {
        const timeline = all.map((text) => did('note', `Ann Baker noted: ${text}`));
        const text = workText({ ...anAlert({ title }), time: [] }, timeline, ANN);
        expect(Array.from(text).length).toBeLessThanOrEqual(WORK_TEXT_LIMIT);
        expect(text).not.toContain('\n');
      },
    ),
  );
});
