import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { type EscalationFacts, factNames, FACTS, secondTier, tierChannels } from '../../desk/escalation/escalation.ts';
import { isUrgent } from '../../desk/escalation/command.ts';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import { reachableOnCall } from '../../desk/on-call/on-call.ts';
import { cut, type Line } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { destinationName } from '../where.ts';

export const ESCALATE = 'escalate';
export const NOBODY = 'nobody';

/** Four of them are on one card of every chat. */
const FACT_LIMIT = 700;

/** Nobody is the twenty-fifth. */
const MOST_PEOPLE = 24;

const HINTS: Readonly<Record<keyof EscalationFacts, string>> = {
  symptom: 'What the customer sees, since when, and who is hit',
  reproduction: 'Step by step, or what did not bring it about',
  diagnostics: 'What was run, and what it showed',
  ruledOut: 'What it is not, and how you know',
};

/** The form with what had been typed, or with what was said the last time, to which something new has to be added. */
export function escalateForm(ticket: Ticket, filled: Filled, token: string, place: Destination, view: DeskView): Form {
  const facts = factNames.map((id): Field => ({
    id,
    label: FACTS[id],
    hint: HINTS[id],
    type: 'text',
    long: true,
    most: FACT_LIMIT,
    initial: filled[id] ?? ticket.escalation?.facts[id] ?? '',
  }));
  const whom: Field[] =
    view.settings.escalation.assign === 'nobody'
      ? []
      : [
          {
            id: 'to',
            label: 'Who is to have it',
            ...hintOf(ticket, place, view),
            type: 'choice',
            choices: peopleOf(view),
            initial: filled['to'] || NOBODY,
          },
        ];
  const intro = introOf(ticket, place, view);
  return { id: ESCALATE, token, title: 'Escalate', submit: 'Escalate', intro, fields: [...facts, ...whom] };
}

export function peopleOf(view: DeskView): Choice[] {
  const people = secondTier(view).map(({ id, name }) => ({ id: cut(id, 75), label: name }));
  return [...people.slice(0, MOST_PEOPLE), { id: NOBODY, label: 'Nobody yet: whoever claims it' }];
}

/** Not every chat has room for an introduction beside five fields. */
function hintOf({ client }: Ticket, place: Destination, view: DeskView): { hint?: string } {
  const { walled } = tierChannels(client, view);
  if (walled.length === 0) return {};
  const names = walled.map((one) => destinationName(one, place, view)).join(', ');
  return { hint: cut(`Not shown in ${names}: other clients only`, 100) };
}

/** Where it goes and who is called, before anything is sent. */
function introOf(ticket: Ticket, place: Destination, view: DeskView): Line {
  const { open, walled } = tierChannels(ticket.client, view);
  const names = (all: readonly Destination[]): string => all.map((one) => destinationName(one, place, view)).join(', ');
  const where = open.length > 0 ? names(open) : 'the channels of its card';
  const call = isUrgent(ticket, view)
    ? ` Time is short: whoever is to have it is called, or else ${reachableOnCall(ticket.client, view) ? 'whoever is on call' : 'all of the second tier'}.`
    : '';
  const wall = walled.length > 0 ? ` Not shown in ${names(walled)}: other clients only.` : '';
  return [`#${ticket.facts.number} goes to ${where}, and as a note into the ticket.${call}${wall}`];
}

export function factsFrom(filled: Filled): EscalationFacts {
  const { symptom = '', reproduction = '', diagnostics = '', ruledOut = '' } = filled;
  return { symptom, reproduction, diagnostics, ruledOut };
}
