import { z } from 'zod';
import { acknowledgeBreach, explainBreach, REASON_NOTE_LIMIT } from '../../desk/clock/breach-command.ts';
import { unexplained } from '../../desk/clock/breach-record.ts';
import { unchanged } from '../../desk/decision.ts';
import type { Filled, Form } from '../../desk/form.ts';
import type { WorkItem } from '../../desk/item.ts';
import { oneLine } from '../../desk/text.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readWork } from '../../store/read.ts';
import type { Store } from '../../store/store.ts';
import type { Answer } from '../contract.ts';
import { itemHere } from '../here.ts';
import { keptForm } from '../kept-form.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const BREACH_REASON = 'breach-reason';

/** Needs words of one's own. */
const OTHER = 'Something else';
const OLD_FORM = 'This form is older than a day; press "Give the reason…" again.';

/** `seen` is the reason that stood there when the form was opened. */
const ReasonDraft = z.object({
  about: z.string(),
  seen: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type ReasonDraft = z.infer<typeof ReasonDraft>;

/** The presser has seen that a target was missed. */
export const breachAcknowledge: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<WorkItem, WorkItem | undefined>(
      store,
      {
        known: item,
        read: () => readWork(store, item.ref),
        decide: (one, view) => (one ? acknowledgeBreach(one, by, view) : unchanged()),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') return said('You had acknowledged it already.');
    return said(`You acknowledged it. ${whatNext(outcome.item)}`);
  },
};

function whatNext(item: WorkItem): string {
  const isFree = item.kind === 'alert' ? !item.claimed : !item.facts.assignee && !item.intent;
  return isFree ? 'Nobody has it until somebody claims it.' : 'Say why it was missed when you know.';
}

/** Asks why a target was missed. */
export const breachForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const breachAgain = openAgain('technician', ReasonDraft, open);

async function open({ store }: Desk, press: Press, draft: ReasonDraft, earlier?: string): Promise<Answer> {
  const item = await itemHere(store, draft.about, press.place);
  if (typeof item === 'string') return said(item);
  const latest = item.breaches?.at(-1);
  if (!latest) return said('No target was missed here; there is nothing to give a reason for.');
  const given = unexplained(item.breaches) ? undefined : latest.reason;
  const { filled } = draft;
  const about = { about: draft.about, ...(given ? { seen: given.key } : {}) };
  const token = await keepDraft(store, { ...about, ...(filled ? { filled } : {}) }, earlier);
  const before: Filled = given ? { why: given.why, note: given.note ?? '' } : {};
  return { is: 'form', form: formFor(token, item, filled ?? before, store) };
}

function formFor(token: string, item: WorkItem, filled: Filled, store: Store): Form {
  const choices = choicesOf(store).map((why) => ({ id: why, label: why }));
  const chosen = choices.some(({ id }) => id === filled['why']) ? { initial: filled['why'] ?? '' } : {};
  const name = item.kind === 'alert' ? oneLine(item.facts.title) : `#${item.facts.number}`;
  return {
    id: BREACH_REASON,
    token,
    title: 'Why was it missed?',
    submit: 'Record it',
    intro: [`${name}. The reason stands on the card and in the reports; the customer does not read it.`],
    fields: [
      { id: 'why', label: 'Reason', type: 'choice', choices, ...chosen },
      {
        id: 'note',
        label: 'In your words',
        hint: `Needed for "${OTHER}".`,
        type: 'text',
        long: true,
        optional: true,
        most: REASON_NOTE_LIMIT,
        initial: filled['note'] ?? '',
      },
    ],
  };
}

function choicesOf({ house }: Store): string[] {
  return [...house.settings.sla.reasons.filter((reason) => reason !== OTHER), OTHER];
}

export const breachSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    const draft = ReasonDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said(OLD_FORM);
    const { about, seen } = draft.data;
    const item = await itemHere(store, about, press.place);
    if (typeof item === 'string') return said(item);
    await keepTyped(store, token, filled);
    const found = reasonFrom(filled, store);
    if ('mistakes' in found)
      return { is: 'mistakes', form: formFor(token, item, filled, store), mistakes: found.mistakes };
    const by = actorOf(personOf(press), press.presser);
    const wish = { ...found, key: token, by, ...(seen === undefined ? {} : { seen }) };
    const outcome = await change<WorkItem, WorkItem | undefined>(
      store,
      {
        read: () => readWork(store, about),
        decide: (one, view) => (one ? explainBreach(one, wish, view) : unchanged()),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused')
      return keptForm(outcome.sentence, { ref: about, verb: 'breach-reason-again', token, filled });
    if (outcome.is !== 'changed') return said('This was recorded already; it counts once.');
    return said('Thank you: the reason stands on the card.');
  },
};

function reasonFrom(
  filled: Filled,
  store: Store,
): { why: string; note?: string } | { mistakes: Record<string, string> } {
  const why = choicesOf(store).find((one) => one === filled['why']);
  const note = (filled['note'] ?? '').trim();
  if (why === undefined) return { mistakes: { why: 'Choose one.' } };
  if (note === '') return why === OTHER ? { mistakes: { note: 'Say it in your own words.' } } : { why };
  return { why, note };
}
