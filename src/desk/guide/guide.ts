import { type Changed, type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import { type Guide, type GuideKind, guideKinds, type GuideStep, guideSteps } from './record.ts';
import type { RunbookSetting } from './settings.ts';
import { guideTexts, stepNames } from './texts.ts';
import { mask } from '../mask.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { cut, oneLine } from '../text.ts';
import { withNote } from '../ticket/order.ts';
import { whyGone } from '../ticket/gone.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ago } from '../clock/when.ts';

const NO_GUIDE: Guide = { steps: {} };

export function guideOf({ guide }: Pick<Ticket, 'guide'>): Guide {
  return guide ?? NO_GUIDE;
}

/** Which guide fits: the one that somebody chose, else the first whose words stand in the category, else in the subject. */
export function kindOf(ticket: Ticket): GuideKind {
  const { kind } = guideOf(ticket);
  if (kind !== undefined) return kind;
  const sorted = [...guideKinds].toSorted((one, other) => order(one) - order(other));
  for (const text of [ticket.category ?? '', ticket.facts.subject]) {
    const found = sorted.find((one) => guideTexts[one].words?.test(text) === true);
    if (found !== undefined) return found;
  }
  return 'any';
}

/** In the order of the texts. */
function order(kind: GuideKind): number {
  return Object.keys(guideTexts).indexOf(kind);
}

/** The operator's own pages for this ticket, in the order of the configuration. */
export function runbooksFor(ticket: Ticket, { settings }: Pick<DeskView, 'settings'>): RunbookSetting[] {
  const { facts, client = '', category = '' } = ticket;
  const kind = guideTexts[kindOf(ticket)].title;
  return settings.runbooks.filter(
    ({ when }) =>
      fits(when.category, category, kind) &&
      fits(when.subject, facts.subject) &&
      fits(when.client, client) &&
      fits(when.mailbox, facts.mailbox.name),
  );
}

function fits(pattern: string | undefined, ...texts: readonly string[]): boolean {
  if (pattern === undefined) return true;
  const wanted = new RegExp(pattern, 'i');
  return texts.some((text) => wanted.test(text));
}

/** The first step that nobody has ticked; undefined when all are. */
export function nextGuideStep(ticket: Ticket): GuideStep | undefined {
  const { steps } = guideOf(ticket);
  return guideSteps.find((step) => steps[step] === undefined);
}

/** Ticks a step, or takes the tick back: whoever goes on sees who did what. */
export function tickGuide(
  ticket: Ticket,
  { step, by, isDone }: { step: GuideStep; by: Actor; isDone: boolean },
  view: DeskView,
): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  const guide = guideOf(ticket);
  const before = guide.steps[step];
  if (isDone && before)
    return refused(`${before.by.name} ticked "${stepNames[step]}" ${ago(before.at, view.now)} already.`);
  if (!isDone && !before) return refused(`"${stepNames[step]}" is not ticked.`);
  const { [step]: _, ...others } = guide.steps;
  const steps = isDone ? { ...others, [step]: { by, at: view.now } } : others;
  const text = isDone ? `${by.name} did: ${stepNames[step]}` : `${by.name} took back: ${stepNames[step]}`;
  return changed(ticket, { ...guide, steps }, isDone ? 'guide-done' : 'guide-open', text, by, view);
}

/** Another guide than the one that the ticket's words suggest. The same steps stay ticked. */
export function chooseGuide(ticket: Ticket, kind: GuideKind, by: Actor, view: DeskView): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  const text = `${by.name} chose the guide: ${guideTexts[kind].title}`;
  return changed(ticket, { ...guideOf(ticket), kind }, 'guide-chosen', text, by, view);
}

export interface GuideWish {
  key: string;
  by: Actor;
  outcome: string;
  prevent: string;
}

/** What came of it, in the thread and as a note for whoever reads the ticket at its source. */
export function recordOutcome(
  ticket: Ticket,
  { key, by, outcome, prevent }: GuideWish,
  view: DeskView,
): Decision<Ticket> {
  const gone = whyGone(ticket, view.now);
  if (gone !== undefined) return refused(gone);
  const guide = guideOf(ticket);
  const had = guide.outcome;
  if (had?.outcome === outcome && had.prevent === prevent) return unchanged();
  const recorded: Guide = { ...guide, outcome: { outcome, prevent, by, at: view.now } };
  const next = prevent === '' ? '' : `; to keep it from coming back: ${oneLine(mask(prevent))}`;
  const text = cut(`${by.name} found: ${oneLine(mask(outcome))}${next}`, 400);
  const done = changed(ticket, recorded, 'guide-outcome', text, by, view);
  const told = { ...done, notices: threadLine({ item: done.item, occasion: `guide-${key}`, at: view.now }, [text]) };
  return withNote(told, { key: `guide-${key}`, by, text: noteText(ticket, recorded, had !== undefined) }, view);
}

function noteText(ticket: Ticket, guide: Guide, isAgain: boolean): string {
  const { outcome, steps } = guide;
  const did = guideSteps.flatMap((step) => {
    const deed = steps[step];
    return deed ? [`${stepNames[step]}: done by ${deed.by.name}`] : [];
  });
  return [
    `Deskbell: guide "${guideTexts[kindOf({ ...ticket, guide })].title}"${isAgain ? ', outcome changed' : ''}.`,
    ...did,
    `Outcome (${outcome?.by.name ?? ''}): ${outcome?.outcome ?? ''}`,
    ...(outcome?.prevent ? [`To keep it from coming back: ${outcome.prevent}`] : []),
  ].join('\n');
}

function changed(ticket: Ticket, guide: Guide, what: string, text: string, by: Actor, view: DeskView): Changed<Ticket> {
  return {
    is: 'changed',
    item: { ...ticket, guide },
    entries: [{ at: view.now, by, what, text }],
    effects: [],
    notices: [],
    silent: true,
  };
}
