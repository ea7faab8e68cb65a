import { type ClosureStand, closureOf, type Failing, summaryGoes } from './closure.ts';
import { billing, followOnLines, runbookStates, verifiedHow } from './form.ts';
import { type ClosureStep, type StepRecord, stepTitles } from './record.ts';
import type { DeskView } from '../decision.ts';
import type { Choice } from '../form.ts';
import type { Actor } from '../people.ts';
import { oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { wallTime } from '../clock/wall-time.ts';

/** What was recorded under a step, on one line. */
export function saidText(step: ClosureStep, { said }: StepRecord): string {
  const word = (id: string): string => oneLine(said[id] ?? '');
  const more = (id: string): string => (word(id) === '' ? '' : ` (${word(id)})`);
  const texts: Readonly<Record<ClosureStep, () => string>> = {
    verified: () => `${word('who')}, ${labelIn(verifiedHow, word('how')).toLowerCase()}`,
    code: () => word('code'),
    cause: () => `${word('cause')} → ${word('change')}`,
    approval: () => `${word('who')}${more('reference')}`,
    alerts: () => 'none fails',
    summary: () => `${said['send'] === 'yes' ? 'goes to the customer' : 'is not sent'}: ${word('text')}`,
    csat: () => 'its link stands below the summary',
    billable: () => `${labelIn(billing, word('billable'))}${more('why')}`,
    runbook: () => `${labelIn(runbookStates, word('runbook'))}${more('which')}`,
    'follow-on': () => leftText(followOnLines(said['lines'] ?? '')),
    'sign-off': () => word('note') || 'looked at',
  };
  return texts[step]();
}

function labelIn(choices: readonly Choice[], id: string): string {
  return choices.find((choice) => choice.id === id)?.label ?? id;
}

function leftText(lines: readonly string[]): string {
  if (lines.length === 0) return 'nothing is left open';
  return `${lines.length === 1 ? 'a ticket' : `${lines.length} tickets`} for what is left: ${lines.join('; ')}`;
}

/** What the customer reads; undefined where nothing is to be sent. */
export function customerText(ticket: Ticket, { settings }: Pick<DeskView, 'settings'>): string | undefined {
  if (!summaryGoes(ticket)) return undefined;
  const { summary, csat } = closureOf(ticket).steps;
  const text = summary?.said['text'] ?? '';
  const template = csat?.is === 'done' ? settings.closure.csat : undefined;
  return template === undefined ? text : `${text}\n\n${filledIn(template, ticket)}`;
}

/** Most of it stands in the address of a survey, where a name must not become more than a name. */
function filledIn(template: string, ticket: Ticket): string {
  const { facts, row, client = '' } = ticket;
  const values: Readonly<Record<string, string>> = { number: facts.number, row, client, mailbox: facts.mailbox.name };
  return template.replaceAll(/\{(\w*)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** What is written down in the ticket system about a closing, whole by itself; undefined where nothing was recorded. */
export function closureNote(
  ticket: Ticket,
  stand: ClosureStand,
  failing: readonly Failing[],
  by: Actor,
  view: Pick<DeskView, 'settings'>,
): string | undefined {
  const { zone } = view.settings;
  const { steps, tally } = closureOf(ticket);
  const lines = stand.steps.flatMap(({ step, state }) => {
    const record = steps[step];
    if (!record || (state !== 'done' && state !== 'skipped')) return [];
    const whose = `(${record.by.name}, ${wallTime(record.at, zone)})`;
    const title = stepTitles[step];
    if (state === 'skipped') return [`${title}: skipped, because ${oneLine(record.reason ?? '')} ${whose}`];
    return step === 'alerts' ? [] : [`${title}: ${saidText(step, record)} ${whose}`];
  });
  if (lines.length === 0) return undefined;
  const skipped = stand.steps.filter(({ state }) => state === 'skipped').length;
  return [
    `Deskbell: ${by.name} closes this ticket.`,
    ...lines,
    ...(failing.length === 0 ? [] : failing.map(({ title }) => `Still failing: ${oneLine(title)}`)),
    ...(skipped === 0 ? [] : [`${skipped === 1 ? 'One step was' : `${skipped} steps were`} skipped.`]),
    ...(tally.unsolved === 0 ? [] : [`It had been closed before without being solved: ${tally.unsolved}×.`]),
  ].join('\n');
}
