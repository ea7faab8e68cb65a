import { type Action, type Card, type CardRow, plainCard } from '../card.ts';
import { type Gap, gapsOf, type OnCallView, type Shift, shiftAt, shifts, whyGap } from './on-call.ts';
import type { Rotation } from './settings.ts';
import type { Person } from '../people.ts';
import { rotationFor } from './rotation-for.ts';
import { type Cover, ROSTER } from './roster.ts';
import { type Line, oneLine, type Span } from '../text.ts';

const DAY = 24 * 3_600_000;
const AHEAD = 14 * DAY;

/** More lines than this of one rotation are not read. */
const MOST_SHIFTS = 16;
const MOST_COVERS = 8;

const NOT_CONFIGURED: Line = [
  'No rotation is configured, so nobody is on call: what is critical rings in its channel. Name who takes turns under "oncall".',
];

/** Who is on call, who is next, the coming two weeks, and what was arranged. A client's own channel knows its own rotation alone. */
export function onCallCard(
  { person, owner, acts }: { person: Person | undefined; owner: string | undefined; acts: boolean },
  view: OnCallView & { now: number },
): Card {
  const own = rotationsFor(owner, view);
  if (own.length === 0) return plainCard({ title: 'Nobody is on call', lines: [NOT_CONFIGURED] });
  const isGap = own.some((one) => gapsOf(one, view, { from: view.now, to: view.now + 1 }).length > 0);
  return plainCard({
    ref: ROSTER,
    tone: isGap ? 'high' : 'info',
    title: titleOf(own, view, isGap),
    lines: own.flatMap((rotation) => rotationLines(rotation, view)),
    rows: owner === undefined ? coverRows(view, person, acts) : [],
    footer: ['As of ', { at: view.now, as: 'clock' }],
    actions: acts && owner === undefined ? CHANGES : [],
  });
}

const CHANGES: readonly Action[] = [
  { verb: 'on-call-take', label: 'Take over…', style: 'primary' },
  { verb: 'on-call-swap', label: 'Swap…' },
  { verb: 'on-call-give', label: 'Give away…' },
];

/** Who is on call, for the desk at a glance: one line, however many rotations there are. */
export function onCallLines(owner: string | undefined, view: OnCallView & { now: number }): Line[] {
  const own = rotationsFor(owner, view);
  if (own.length === 0) return [];
  const parts = own.flatMap((rotation, index): Line => {
    const shift = shiftAt(rotation, view, view.now);
    const name = own.length === 1 ? '' : `${oneLine(rotation.name)} `;
    const who: Span = shift.person ? { bold: shift.person.name } : 'nobody';
    return [index === 0 ? '' : ' · ', name, who, ...untilLine(shift, view.now)];
  });
  return [['📟 On call: ', ...parts]];
}

function rotationsFor(owner: string | undefined, { settings }: OnCallView): readonly Rotation[] {
  const { rotations } = settings.oncall;
  return owner === undefined ? rotations : rotations.filter((one) => one === rotationFor(owner, settings));
}

function titleOf(rotations: readonly Rotation[], view: OnCallView & { now: number }, isGap: boolean): string {
  const names = rotations.map((one) => shiftAt(one, view, view.now).person?.name ?? 'nobody');
  const [name = ''] = names;
  if (names.length === 1) return name === 'nobody' && !isGap ? 'Nobody has to be on call now' : `On call: ${name}`;
  return `On call: ${rotations.map((one, index) => `${one.name} ${names[index] ?? ''}`).join(', ')}`;
}

function rotationLines(rotation: Rotation, view: OnCallView & { now: number }): Line[] {
  const { now } = view;
  const current = shiftAt(rotation, view, now);
  const coming = shifts(rotation, view, { from: now, to: now + AHEAD }).slice(1);
  const shown = coming.slice(0, MOST_SHIFTS);
  const gaps = gapsOf(rotation, view, { from: now, to: now + AHEAD });
  return [
    [{ bold: oneLine(rotation.name) }, ': ', ...whoLine(current), ...untilLine(current, now)],
    // Before the shifts, of which a message may not hold all.
    ...gaps.slice(0, 4).map(gapLine),
    ...(gaps.length > 4 ? [[`⚠️ … and ${gaps.length - 4} more gaps`]] : []),
    ...shown.map((shift): Line => ['• ', { at: shift.from, as: 'clock' }, ' ', ...whoLine(shift)]),
    ...(coming.length > shown.length ? [[`… and ${coming.length - shown.length} more in the coming two weeks`]] : []),
  ];
}

function untilLine({ to }: Shift, now: number): Line {
  return to > now + AHEAD ? [] : [' until ', { at: to, as: 'clock' }];
}

function whoLine({ person, missing }: Shift): Line {
  if (person) return [mentionOf(person)];
  return [missing === undefined ? 'nobody' : `nobody: ${oneLine(missing)} is not known here`];
}

function mentionOf({ name, accounts }: Person): Span {
  return { mention: name, accounts };
}

/** When somebody would be called in vain, and why. */
export function gapLine(gap: Omit<Gap, 'rotation'>): Line {
  return ['⚠️ ', { at: gap.from, as: 'clock' }, ' – ', { at: gap.to, as: 'clock' }, `: ${whyGap(gap)}`];
}

/** What was arranged and still matters, with what this person can do about it. */
function coverRows(view: OnCallView & { now: number }, person: Person | undefined, acts: boolean): CardRow[] {
  return view.covers
    .filter(({ state, spans }) => (state === 'set' || state === 'asked') && spans.some(({ to }) => to > view.now))
    .slice(-MOST_COVERS)
    .map((cover) => ({
      line: coverLine(cover),
      detail: reasonLine(cover),
      ...rowAction(cover, person, acts, view.now),
    }));
}

/** In which times somebody else than by turn is on call, or is asked to be. */
export function coverLine({ spans, state }: Cover): Line {
  const parts = spans.flatMap(({ rotation, from, to, person, instead }, index): Line => [
    index === 0 ? '' : ' and ',
    { bold: person.name },
    instead.length === 0 ? '' : ` for ${instead.map(({ name }) => name).join(', ')}`,
    ` (${oneLine(rotation)}) `,
    { at: from, as: 'clock' },
    ' – ',
    { at: to, as: 'clock' },
  ]);
  return [state === 'asked' ? '❔ Asked: ' : '🔁 ', ...parts];
}

function reasonLine({ by, reason, asked, state }: Cover): Line {
  const waits = state === 'asked' && asked ? ` · waits for ${asked.name}` : '';
  return [`${by.name}${reason === '' ? '' : `: ${oneLine(reason)}`}${waits}`];
}

function rowAction(cover: Cover, person: Person | undefined, acts: boolean, now: number): { action?: Action } {
  if (!person || !acts) return {};
  if (cover.state === 'asked' && cover.asked?.id === person.id)
    return { action: { verb: 'on-call-accept', label: 'Accept', style: 'primary', ref: ROSTER, with: cover.id } };
  if (cover.spans.some(({ from }) => from <= now)) return {};
  return { action: { verb: 'on-call-undo', label: 'Take it back', ref: ROSTER, with: cover.id } };
}
