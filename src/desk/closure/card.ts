import { type Action, type Card, type CardRow, plainCard } from '../card.ts';
import { closureStand, customerAt, type ClosureStand, type Failing, type StepStand, summaryGoes } from './closure.ts';
import { whyNotClosing } from './command.ts';
import { isFormStep } from './form.ts';
import { stepTitles } from './record.ts';
import { customerText, saidText } from './text.ts';
import type { DeskView } from '../decision.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

const DETAIL = 110;
const ALERTS_NAMED = 2;

const MARKS: Readonly<Record<StepStand['state'], string>> = { open: '⬜', done: '✅', skipped: '⏭️', again: '🔁' };

/** The list of what makes the closure hold, for whoever closes: each step with its state, and what to press next. `first` stands on top. */
export function closureCard(
  ticket: Ticket,
  failing: readonly Failing[],
  view: DeskView,
  first: readonly Line[] = [],
): Card {
  const { ref, revision, facts } = ticket;
  const stand = closureStand(ticket, failing, view);
  const obstacle = whyNotClosing(ticket, view);
  return plainCard({
    ref,
    revision,
    tone: obstacle === undefined && stand.mayClose ? 'good' : 'info',
    title: `Close #${facts.number} ${oneLine(mask(facts.subject))}`,
    lines: [...first, obstacle === undefined ? whatNext(stand) : [obstacle]],
    rows: stand.steps.map((step) => rowOf(step, failing, stand, obstacle === undefined)),
    actions: obstacle === undefined ? actionsOf(ticket, stand) : [],
  });
}

function whatNext({ next, steps, mayClose }: ClosureStand): Line {
  const required = steps.filter(({ isRequired }) => isRequired);
  const done = required.filter(({ state }) => state === 'done' || state === 'skipped').length;
  if (mayClose) {
    const isMore = steps.some(({ state }) => state === 'open' || state === 'again');
    return [{ bold: 'Ready to close.' }, isMore ? ' The other steps are optional.' : ''];
  }
  return [`${done} of ${required.length} required steps are done. Next: `, { bold: next ? stepTitles[next.step] : '' }];
}

function rowOf(stand: StepStand, failing: readonly Failing[], { next }: ClosureStand, isOpen: boolean): CardRow {
  const { step, state, isRequired } = stand;
  const mark = step === 'alerts' && state === 'open' ? '🔔' : MARKS[state];
  const optional = isRequired || state !== 'open' ? '' : ' (optional)';
  const action = isOpen ? stepAction(stand, next === undefined ? false : next.step === step) : undefined;
  const detail = detailOf(stand, failing);
  return {
    line: [`${mark} `, { bold: stepTitles[step] }, optional],
    ...(detail.length > 0 ? { detail } : {}),
    ...(action ? { action } : {}),
  };
}

function detailOf({ step, state, record, why }: StepStand, failing: readonly Failing[]): Line {
  if (step === 'alerts' && state === 'open') return alertSpans(failing);
  if (step === 'alerts' && state === 'done') return ['none fails'];
  if (!record) return [];
  const who: Line = [` · ${record.by.name} `, { at: record.at, as: 'ago' }];
  if (state === 'skipped') return [`skipped, ${cut(oneLine(mask(record.reason ?? '')), DETAIL)}`, ...who];
  if (state === 'again') return [`to be looked at again${why === undefined ? '' : `, ${why}`}`, ...who];
  return [cut(mask(saidText(step, record)), DETAIL), ...who];
}

/** What fails, each leading to where it is looked at. */
function alertSpans(failing: readonly Failing[]): Line {
  const rest = failing.length - ALERTS_NAMED;
  const named = failing.slice(0, ALERTS_NAMED).flatMap(({ title, url, since }, index): Line => {
    const text = cut(oneLine(mask(title)), 80);
    return [
      index === 0 ? '' : '; ',
      url === undefined ? { bold: text } : { link: text, url },
      ' fails since ',
      { at: since, as: 'ago' },
    ];
  });
  return rest > 0 ? [...named, `; and ${rest} more`] : named;
}

function stepAction({ step, state, isRequired }: StepStand, isNext: boolean): Action | undefined {
  const style = isNext ? { style: 'primary' as const } : {};
  if (step === 'alerts')
    return state === 'open' && isRequired ? { verb: 'closure-skip', label: 'Skip…', with: step } : undefined;
  if (!isFormStep(step))
    return { verb: 'closure-tick', label: state === 'done' ? 'Leave out' : 'Add', with: step, ...style };
  const labels = { open: 'Record…', done: 'Change…', skipped: 'Record…', again: 'Look again…' };
  return { verb: 'closure-step', label: labels[state], with: step, ...style };
}

function actionsOf(ticket: Ticket, { mayClose, next }: ClosureStand): Action[] {
  const close: Action[] = mayClose
    ? [
        {
          verb: 'closure-close',
          label: summaryGoes(ticket) ? 'Close now…' : 'Close now',
          style: 'primary',
          with: seenWord(ticket),
        },
      ]
    : [];
  // Where the step's own row has that button there is no second one.
  const inRow = next !== undefined && stepAction(next, true)?.verb === 'closure-skip';
  const skip: Action[] = next && !inRow ? [{ verb: 'closure-skip', label: 'Skip a step…', with: next.step }] : [];
  const other: Action[] = mayClose ? [] : [{ verb: 'close', label: 'Cancelled or rejected…', with: 'Cancelled' }];
  return [...close, ...skip, ...other];
}

/** The customer's last word that stands behind a card, as a button carries it. */
export function seenWord(ticket: Ticket): string {
  return customerAt(ticket).toString(36);
}

/** What the customer is about to read, before it goes. */
export function previewCard(ticket: Ticket, word: string, view: DeskView, first: readonly Line[] = []): Card {
  const { ref, revision, facts } = ticket;
  const { name, email } = facts.customer;
  const to = email === undefined ? oneLine(name) : `${oneLine(name)} <${email}>`;
  return plainCard({
    ref,
    revision,
    tone: 'info',
    title: `This goes to the customer when #${facts.number} is closed`,
    lines: [...first, ['To ', { bold: to }]],
    quote: { text: customerText(ticket, view) ?? '', as: 'prose', whole: true },
    actions: [
      { verb: 'closure-send', label: 'Send and close', style: 'primary', with: word },
      { verb: 'closure-step', label: 'Change the summary…', with: 'summary' },
      { verb: 'closure', label: 'Back to the list' },
    ],
  });
}
