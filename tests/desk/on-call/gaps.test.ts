import { expect, test } from 'vitest';
import { checkOnCall, comingGaps, gapNotices } from '../../../src/desk/on-call/gaps.ts';
import type { Person } from '../../../src/desk/people.ts';
import { plain } from '../../../src/desk/text.ts';
import { ANN, BEN, settings, view } from '../build.ts';

function house(people: Person[], layers: object[] = [{ people: [ANN.name, BEN.name], every: 'day' }]) {
  return view({ people, settings: settings({ oncall: { rotations: [{ name: 'primary', layers }] } }) });
}

/** What `doctor` says, and how to mend it. */
function said(...given: Parameters<typeof house>): (string | undefined)[] {
  return checkOnCall(house(...given)).flatMap(({ state, says, mend }) => [state, says, mend]);
}

const BEN_IS = (more: Partial<Person>): Person[] => [ANN, { ...BEN, ...more }];

test('doctor is content where somebody who can be called is on call at every hour, and silent without a rotation', () => {
  expect(said([ANN, BEN])).toEqual(['good', 'somebody who can be reached is on call in the time to come.', undefined]);
  expect(checkOnCall(view({ people: [ANN] }))).toEqual([]);
});

test('doctor names who cannot be called, why, since when, and what mends it', () => {
  expect(said(BEN_IS({ accounts: { desk: '8' } }))).toEqual([
    'warning',
    expect.stringMatching(/^primary: Ben Cole cannot be reached on any chat from 2026-11-02 \d\d:00 \(UTC\)\.$/),
    'They run /desk link, or their account is named under "people".',
  ]);
  expect(said(BEN_IS({ role: 'viewer' }))).toEqual([
    'warning',
    expect.stringContaining('Ben Cole is a viewer, and may not acknowledge'),
    'Give them another role under "people", or name somebody else in the rotation.',
  ]);
  expect(said([ANN])).toEqual(['warning', expect.stringContaining('Ben Cole cannot be reached'), expect.anything()]);
});

test('doctor names the time in which nobody is on call, and how many more there are', () => {
  const two = [{ people: [ANN.name, 'Old Hand', 'Gone Too'], every: 'day' }];
  expect(said([ANN, BEN], two)[1]).toContain(', and 1 more.');
  const [, empty, mend] = said([ANN], [{ people: [ANN.name], from: '2099-01-01' }]);
  expect(empty).toContain('primary: nobody is on call from');
  expect(mend).toContain('/desk oncall');
});

test('the message about gaps says the same as doctor does', () => {
  const at = house(BEN_IS({ role: 'viewer' }));
  const [notice] = gapNotices(comingGaps(at), 'key', at);
  expect(notice?.card.lines.map(plain).join('\n')).toContain('Ben Cole is a viewer, and may not acknowledge');
});
