import { z } from 'zod';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { maySay } from '../../desk/incident/lines.ts';
import { isOpen } from '../../desk/item.ts';
import { clean } from '../../desk/text.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { childrenHere, countOf, previewOf, underOf } from './incident.ts';
import { openAgain } from '../open-again.ts';
import { type Click, type Desk, type Press, said, type Submit, type Verb } from '../table.ts';
import { carryOut } from '../alert/together.ts';

export const TELL = 'tell';

const TEXT_LIMIT = 2_000;
const TOO_OLD = 'What you typed is older than a day and is no longer kept.';

/** `children` are those that were there when the form was opened: nobody tells whom they have not counted. */
const TellDraft = z.object({
  about: z.string(),
  children: z.array(z.string()).default([]),
  filled: z.record(z.string(), z.string()).optional(),
});
type TellDraft = z.infer<typeof TellDraft>;

/** Asks what the tickets of an incident are to be told. */
export const tell: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref, children: [] }),
};

/** Opens the form again with what had been typed. */
export const tellAgain = openAgain<TellDraft>('technician', TellDraft, open);

async function open({ store }: Desk, press: Press, { about, filled }: TellDraft, before?: string): Promise<Answer> {
  const parent = await ticketHere(store, about, press.place);
  if (typeof parent === 'string') return said(parent);
  const open = (await childrenHere(store, parent, press.place)).filter(isOpen);
  if (open.length === 0) return said('None of its tickets that may be seen here is open.');
  const kept = { about, children: open.map(({ ref }) => ref), ...(filled ? { filled } : {}) };
  return { is: 'form', form: formFor(parent, open, filled ?? {}, await keepDraft(store, kept, before)) };
}

function formFor(parent: Ticket, children: readonly Ticket[], filled: Filled, token: string): Form {
  const foreign = children.filter((child) => !maySay(child)).length;
  const text = { type: 'text' as const, long: true, most: TEXT_LIMIT };
  const fields: Field[] = [
    { ...text, id: 'text', label: 'The news', initial: filled['text'] ?? '' },
    ...(foreign === 0
      ? []
      : [
          {
            ...text,
            id: 'neutral',
            label: `The same for ${countOf(foreign)} of other clients`,
            hint: 'Nothing of this incident but these words reaches them',
            initial: filled['neutral'] ?? '',
          },
        ]),
    { id: 'reply', label: 'Mail it to their customers as well', type: 'check', initial: filled['reply'] === 'yes' },
  ];
  const intro = [
    `${countOf(children.length)} of #${parent.facts.number}: a note in each. A mail is shown to you before it goes.`,
  ];
  return { id: TELL, token, title: 'Tell its tickets', submit: 'Go on', intro, fields };
}

export const tellSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    return go(desk, press, token, filled['reply'] === 'yes' ? 'show' : 'send');
  },
};

/** Sends what was shown. */
export const tellSend: Verb<Click> = {
  least: 'technician',
  run: (desk, press) => go(desk, press, press.ask.with ?? '', 'send'),
};

async function go(desk: Desk, press: Press, token: string, step: 'show' | 'send'): Promise<Answer> {
  const draft = TellDraft.safeParse(await readDraft(desk.store, token));
  if (!draft.success) return said(TOO_OLD);
  const { about, children: counted, filled = {} } = draft.data;
  const parent = await ticketHere(desk.store, about, press.place);
  if (typeof parent === 'string') return said(parent);
  const here = await childrenHere(desk.store, parent, press.place);
  const open = here.filter((child) => isOpen(child) && counted.includes(child.ref));
  const foreign = open.some((child) => !maySay(child));
  const text = clean(filled['text'] ?? '').trim();
  const neutral = clean(filled['neutral'] ?? '').trim();
  const mistakes = {
    ...(text === '' ? { text: 'Write what is new.' } : {}),
    ...(foreign && neutral === '' ? { neutral: 'Write what the other clients may read.' } : {}),
  };
  if (Object.keys(mistakes).length > 0) return { is: 'mistakes', form: formFor(parent, open, filled, token), mistakes };
  if (open.length === 0) return said('None of its tickets is open any more; nothing was sent.');
  if (step === 'show') return previewOf(parent, text, open.length, token, foreign ? neutral : undefined);
  const news = { text, neutral, reply: filled['reply'] === 'yes' };
  const refs = open.map(({ ref }) => ref);
  return carryOut(desk, press, { verb: 'tell', news }, { refs, under: underOf(parent) }, `tell-${token}`);
}
