import { z } from 'zod';
import {
  callerFields,
  callerLines,
  CONFIRMED_BY,
  NOT_CONFIRMED_BY,
  type OnFile,
  recordCaller,
} from '../../desk/ticket/caller.ts';
import { plainCard } from '../../desk/card.ts';
import type { Filled, Form } from '../../desk/form.ts';
import { oneLine } from '../../desk/text.ts';
import { whyGone } from '../../desk/ticket/gone.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { changeTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const CALLER = 'caller';

const REMARK_LIMIT = 200;
const OLD_FORM = 'This form is older than a day; open the caller check again behind More… on the card.';

const CallerDraft = z.object({
  about: z.string(),
  confirmed: z.boolean(),
  filled: z.record(z.string(), z.string()).optional(),
});
type CallerDraft = z.infer<typeof CallerDraft>;

/** Is this contact known, of which client, with which numbers, and may they order changes? For the presser alone. */
export const callerCheck: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const ticket = await ticketHere(desk.store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const view = await viewNow(desk.store);
    const gone = whyGone(ticket, view.now);
    if (gone !== undefined) return said(gone);
    const { ref, revision, facts } = ticket;
    return {
      is: 'card',
      card: plainCard({
        ref,
        revision,
        title: `Caller check: ${oneLine(facts.customer.name)}, #${facts.number}`,
        lines: [
          [facts.customer.email ?? 'No address is known.'],
          ['A name, an address and a number shown by a phone can be forged: call back on a number that is on file.'],
          ...callerLines(ticket),
        ],
        fields: callerFields(ticket, await onFile(desk, ticket), view),
        actions: [
          { verb: 'caller-form', label: 'Confirmed', style: 'primary', with: 'yes' },
          { verb: 'caller-form', label: 'Not confirmed', style: 'danger', with: 'no' },
        ],
      }),
    };
  },
};

async function onFile({ ports, log }: Desk, { source, ref, facts }: Ticket): Promise<OnFile> {
  const { email } = facts.customer;
  if (email === undefined) return 'no address';
  try {
    return (await ports.contact(source, email)) ?? 'nobody';
  } catch (error) {
    log.warn({ ref, error }, 'a caller could not be looked up');
    return 'away';
  }
}

/** Asks how it was found out. */
export const callerForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref, confirmed: press.ask.with === 'yes' }),
};

/** Opens the form again with what had been typed. */
export const callerAgain = openAgain('technician', CallerDraft, open);

async function open({ store }: Desk, press: Press, draft: CallerDraft, earlier?: string): Promise<Answer> {
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  return { is: 'form', form: formFor(await keepDraft(store, draft, earlier), draft) };
}

function formFor(token: string, { confirmed, filled = {} }: Pick<CallerDraft, 'confirmed' | 'filled'>): Form {
  const choices = Object.entries(confirmed ? CONFIRMED_BY : NOT_CONFIRMED_BY).map(([id, label]) => ({ id, label }));
  const chosen = filled['how'] || (confirmed ? 'back' : 'unreached');
  return {
    id: CALLER,
    token,
    title: confirmed ? 'The caller is confirmed' : 'The caller is not confirmed',
    submit: 'Record it',
    fields: [
      { id: 'how', label: confirmed ? 'How?' : 'Why not?', type: 'choice', choices, initial: chosen },
      {
        id: 'note',
        label: 'In your words',
        hint: 'Needed for "otherwise". Colleagues read it in the ticket; the customer does not.',
        type: 'text',
        optional: true,
        most: REMARK_LIMIT,
        initial: filled['note'] ?? '',
      },
    ],
  };
}

export const callerSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    const draft = CallerDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD_FORM);
    const { about, confirmed } = draft.data;
    const ticket = await ticketHere(store, about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const how = howOf(confirmed, filled);
    if ('mistakes' in how) {
      await keepTyped(store, token, filled);
      return { is: 'mistakes', form: formFor(token, { confirmed, filled }), mistakes: how.mistakes };
    }
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeTicket(
      store,
      about,
      (one, view) => recordCaller(one, { key: token, by, confirmed, how: how.text }, view),
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') return said('This was recorded already; it counts once.');
    return said(
      confirmed
        ? `The caller of ticket #${ticket.facts.number} is confirmed; its card says so.`
        : `The caller of ticket #${ticket.facts.number} is not confirmed; its card says so. Change nothing for them until they are.`,
    );
  },
};

function howOf(confirmed: boolean, filled: Filled): { text: string } | { mistakes: Record<string, string> } {
  const words: Readonly<Record<string, string>> = confirmed ? CONFIRMED_BY : NOT_CONFIRMED_BY;
  const remark = oneLine(filled['note'] ?? '');
  const chosen = Object.hasOwn(words, filled['how'] ?? '') ? words[filled['how'] ?? ''] : undefined;
  if (chosen === undefined) return { mistakes: { how: 'Choose one.' } };
  if (chosen !== words['other']) return { text: remark === '' ? chosen : `${chosen}, ${remark}` };
  return remark === '' ? { mistakes: { note: 'Say it in your own words.' } } : { text: remark };
}
