import { z } from 'zod';
import { NO_ITEM, plainCard } from '../../desk/card.ts';
import { titleOf } from '../../desk/decision.ts';
import { escalateTicket, type EscalationWish, isUrgent, whyWalled } from '../../desk/escalation/command.ts';
import { missingFacts, secondTier } from '../../desk/escalation/escalation.ts';
import type { Person } from '../../desk/people.ts';
import { whyOver } from '../../desk/ticket/over.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { linkAccount } from '../../store/people.ts';
import { changeTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { escalateForm, factsFrom, NOBODY, peopleOf } from './escalate-words.ts';
import { ticketHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { sourceAccount } from '../ticket/source-account.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

/** `seen` is the latest escalation when the form was opened. */
const EscalateDraft = z.object({
  about: z.string(),
  seen: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type EscalateDraft = z.infer<typeof EscalateDraft>;

/** Asks for what the second tier must know. */
export const escalate: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed; what others escalated meanwhile counts as read then. */
export const escalateAgain = openAgain('technician', EscalateDraft, open);

async function open({ store }: Desk, press: Press, draft: EscalateDraft, before?: string): Promise<Answer> {
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const view = await viewNow(store);
  const obstacle = whyOver(ticket, view) ?? whyWalled(ticket, view);
  if (obstacle !== undefined) return said(obstacle);
  const { about, filled } = draft;
  const seen = ticket.escalation?.keys.at(-1);
  const kept = { about, ...(seen === undefined ? {} : { seen }), ...(filled ? { filled } : {}) };
  const token = await keepDraft(store, kept, before);
  return { is: 'form', form: escalateForm(ticket, filled ?? {}, token, press.place, view) };
}

export const escalateSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = EscalateDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; open it again behind More… on the card.');
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(store);
    const whom = matchChoice(filled['to'] || NOBODY, peopleOf(view));
    const mistakes = {
      ...missingFacts(factsFrom(filled)),
      ...(whom.is === 'one' ? {} : { to: whom.sentence }),
    };
    if (whom.is !== 'one' || Object.keys(mistakes).length > 0)
      return { is: 'mistakes', form: escalateForm(ticket, filled, token, press.place, view), mistakes };
    // At night the ticket system may be away: whoever is called must hear of it all the same.
    const account = await sourceAccount(desk, press, ticket);
    const chosen = secondTier(view).find(({ id }) => id.startsWith(whom.choice.id));
    const to = chosen && (await accountOf(desk, ticket, chosen));
    if (typeof to === 'string') return refusal(to, token);
    const { seen } = draft.data;
    const by = actorOf(personOf(press), press.presser);
    return send(desk, press, ticket, {
      key: token,
      by,
      ...(typeof account === 'string' ? {} : { account: account.id }),
      facts: factsFrom(filled),
      ...(to ? { to } : {}),
      ...(seen === undefined ? {} : { seen }),
    });
  },
};

async function send({ store }: Desk, press: Submit, { ref, facts }: Ticket, wish: EscalationWish): Promise<Answer> {
  const outcome = await changeTicket(store, ref, (ticket, view) => escalateTicket(ticket, wish, view), {
    urgent: true,
  });
  if (outcome.is === 'refused') return refusal(outcome.sentence, press.ask.token);
  if (outcome.is !== 'changed') return said('This was escalated already; it counts once.');
  const whom = wish.to ? ` ${wish.to.name} is to have it.` : ' Whoever claims it has it.';
  const unwritten = wish.account === undefined || (wish.to && wish.to.account === undefined);
  const hands = unwritten
    ? ` It does not change hands in ${titleOf(outcome.item.source, store.house)}: an account there could not be looked up.`
    : '';
  const call = isUrgent(outcome.item, await viewNow(store)) ? ' Time is short: they are called.' : '';
  return said(`Ticket #${facts.number} is escalated.${whom}${call}${hands}`);
}

/** Whoever is chosen must be somebody there, or the ticket would go to nobody. */
async function accountOf(
  { store, ports, log }: Desk,
  ticket: Ticket,
  { id, name, email, accounts }: Person,
): Promise<NonNullable<EscalationWish['to']> | string> {
  const title = titleOf(ticket.source, store.house);
  const known = accounts[ticket.source];
  if (known !== undefined) return { person: id, name, account: known };
  if (email === undefined) return `The ${title} account of ${name} is unknown: choose somebody else, or nobody.`;
  try {
    const account = await ports.accountOf(ticket.source, email);
    if (!account) return `${title} has no active user with the address ${email}: choose somebody else, or nobody.`;
    await linkAccount(store, ticket.source, account.id, id);
    return { person: id, name, account: account.id };
  } catch (error) {
    log.warn({ ref: ticket.ref, error }, 'an account could not be looked up');
    return { person: id, name };
  }
}

/** Why it was not sent, with the way back to what was typed. */
function refusal(sentence: string, token: string): Answer {
  return {
    is: 'card',
    card: plainCard({
      ref: NO_ITEM,
      tone: 'high',
      title: 'It was not escalated',
      lines: [[sentence], ['What you typed is kept for a day.']],
      actions: [{ verb: 'escalate-again', label: 'Open it again', with: token }],
    }),
  };
}
