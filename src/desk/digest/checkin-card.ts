import { type Action, type Card, type CardRow, plainCard } from '../card.ts';
import { type Checkin, type CheckinStep, checkinSteps, nextStep } from './checkin.ts';
import { type Line, oneLine } from '../text.ts';

/** What there is to look at in each step, as of an instant: a few words, and its rows. */
export interface CheckinFacts {
  now: number;
  steps: Readonly<Record<CheckinStep, { says: string; isCalm: boolean; rows: readonly CardRow[] }>>;
}

const NAMES: Readonly<Record<CheckinStep, string>> = {
  urgent: 'Critical and high alerts',
  new: 'New tickets',
  unassigned: 'Urgent tickets that nobody has',
  writes: 'What was refused or waits to be written',
  backups: 'Backups, and sources that are silent',
};

/** The guide as it stands in a channel: each step with who looked at it, and the way to the next. */
export function checkinCard(checkin: Checkin, { now, steps }: CheckinFacts): Card {
  const { ref, revision, date, ticks, client } = checkin;
  const next = nextStep(checkin);
  const worries = checkinSteps.some((step) => !ticks[step] && !steps[step].isCalm);
  return {
    ref,
    revision,
    tone: next === undefined ? 'good' : toneOf(worries),
    badge: next === undefined ? '✅ DONE' : '☀️ CHECK-IN',
    title: `Morning check-in, ${date}${client === undefined ? '' : `: ${oneLine(client)}`}`,
    lines: [next === undefined ? doneLine(checkin) : ['Next: ', { bold: NAMES[next] }, '.']],
    fields: [],
    rows: checkinSteps.map((step, index) => stepRow(checkin, step, index, steps[step].says)),
    footer: ['As of ', { at: now, as: 'clock' }, ' · a button shows how it stands when it is pressed'],
    actions:
      next === undefined
        ? []
        : [{ verb: 'checkin-next', label: next === checkinSteps[0] ? 'Begin' : 'Go on', style: 'primary' }],
    links: [],
  };
}

function toneOf(worries: boolean): Card['tone'] {
  return worries ? 'warning' : 'info';
}

function stepRow({ ticks }: Checkin, step: CheckinStep, index: number, says: string): CardRow {
  const tick = ticks[step];
  const line: Line = [`${tick ? '✅' : '⬜'} ${index + 1}. `, { bold: NAMES[step] }, `: ${says}`];
  return {
    line,
    ...(tick ? { detail: [`${tick.by.name} looked at it `, { at: tick.at, as: 'clock' }] } : {}),
    action: { verb: 'checkin', label: 'Show', with: step },
  };
}

function doneLine({ ticks }: Checkin): Line {
  const names = new Set(Object.values(ticks).map(({ by }) => by.name));
  return ['Looked through by ', { bold: [...names].join(', ') }, '.'];
}

/** One step with its rows, for the presser alone. */
export function stepCard(checkin: Checkin, step: CheckinStep, { now, steps }: CheckinFacts): Card {
  const { ref, revision, ticks } = checkin;
  const index = checkinSteps.indexOf(step);
  const tick = ticks[step];
  const { says, rows } = steps[step];
  return plainCard({
    ref,
    revision,
    title: `${index + 1} of ${checkinSteps.length}: ${NAMES[step]}`,
    lines: [
      [says],
      tick ? [`✅ ${tick.by.name} looked at it `, { at: tick.at, as: 'ago' }] : ['Nobody has looked at it yet today.'],
    ],
    rows,
    footer: ['As of ', { at: now, as: 'clock' }],
    actions: stepActions(checkin, step),
  });
}

function stepActions({ ticks }: Checkin, step: CheckinStep): Action[] {
  const after = checkinSteps[checkinSteps.indexOf(step) + 1];
  return [
    ...(ticks[step] ? [] : [{ verb: 'checkin-tick', label: 'Looked at it', style: 'primary' as const, with: step }]),
    ...(after === undefined ? [] : [{ verb: 'checkin', label: 'Next step', with: after }]),
  ];
}
