import { type Action, type Card, type CardRow, plainCard } from '../card.ts';
import type { DeskView } from '../decision.ts';
import { guideOf, kindOf, nextGuideStep, runbooksFor } from './guide.ts';
import { type GuideStep, guideSteps } from './record.ts';
import { guideTexts, stepNames } from './texts.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

const MOST_RUNBOOKS = 6;
const OUTCOME = 200;

/** The guide of a ticket, for whoever works on it: what to do next, and who did what. `first` stands on top. */
export function guideCard(ticket: Ticket, view: Pick<DeskView, 'settings'>, first: readonly Line[] = []): Card {
  const { ref, revision, facts } = ticket;
  const next = nextGuideStep(ticket);
  const runbooks = runbooksFor(ticket, view);
  const rest = runbooks.length - MOST_RUNBOOKS;
  return plainCard({
    ref,
    revision,
    tone: 'info',
    badge: `🧭 ${guideTexts[kindOf(ticket)].title}`,
    title: `#${facts.number} ${oneLine(mask(facts.subject))}`,
    lines: [
      ...first,
      next === undefined ? nothingLeft(ticket) : ['Lowest risk first. Next: ', { bold: stepNames[next] }],
      ...runbooks.slice(0, MOST_RUNBOOKS).map(({ title, url }): Line => ['📖 ', { link: title, url }]),
      ...(rest > 0 ? [[`📖 and ${rest} more ${rest === 1 ? 'runbook' : 'runbooks'} that fit`]] : []),
      ...outcomeLines(ticket),
    ],
    rows: guideSteps.map((step) => rowOf(ticket, step, step === next)),
    actions: [
      {
        verb: 'guide-outcome',
        label: guideOf(ticket).outcome ? 'Change the outcome…' : 'Record the outcome…',
        ...(next === undefined && !guideOf(ticket).outcome ? { style: 'primary' } : {}),
      },
      { verb: 'guide-kind', label: 'Another guide…' },
    ],
  });
}

function nothingLeft(ticket: Ticket): Line {
  return guideOf(ticket).outcome
    ? ['Everything is done and written down.']
    : ['All steps are done. Next: ', { bold: 'record the outcome' }, ', and what keeps it from coming back.'];
}

function rowOf(ticket: Ticket, step: GuideStep, isNext: boolean): CardRow {
  const deed = guideOf(ticket).steps[step];
  const text = guideTexts[kindOf(ticket)].steps[step];
  return {
    line: [deed ? '✅ ' : '⬜ ', { bold: stepNames[step] }, `: ${text}`],
    ...(deed ? { detail: [`${deed.by.name} `, { at: deed.at, as: 'ago' }] } : {}),
    action: deed
      ? { verb: 'guide-untick', label: 'Undo', with: step }
      : { verb: 'guide-tick', label: 'Done', with: step, ...(isNext ? { style: 'primary' } : {}) },
  };
}

function outcomeLines(ticket: Ticket): Line[] {
  const { outcome } = guideOf(ticket);
  if (!outcome) return [];
  const next: Line[] =
    outcome.prevent === '' ? [] : [['To keep it from coming back: ', cut(oneLine(mask(outcome.prevent)), OUTCOME)]];
  return [
    [
      'Outcome: ',
      { bold: cut(oneLine(mask(outcome.outcome)), OUTCOME) },
      ` · ${outcome.by.name} `,
      { at: outcome.at, as: 'ago' },
    ],
    ...next,
  ];
}

/** The way to the guide, for as long as there is something to find out. */
export function guideActions({ gone, facts }: Ticket): Action[] {
  return gone || facts.status === 'closed' || facts.status === 'spam' ? [] : [{ verb: 'guide', label: 'Guide' }];
}
