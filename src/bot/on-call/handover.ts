import { z } from 'zod';
import { NO_ITEM, plainCard } from '../../desk/card.ts';
import { type Decision, type DeskView, refused } from '../../desk/decision.ts';
import type { Filled, Form } from '../../desk/form.ts';
import { noteHandover, takeOver } from '../../desk/digest/handover-command.ts';
import { handoverPlaces } from '../../desk/digest/handover-places.ts';
import { handoverRows } from '../../desk/digest/handover-rows.ts';
import type { Handover } from '../../desk/digest/handover.ts';
import { onDuty } from '../../desk/on-call/on-duty.ts';
import type { Person } from '../../desk/people.ts';
import { mayShow } from '../../desk/routing.ts';
import { clean, cut } from '../../desk/text.ts';
import { change, type Outcome } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { handOver, readHandover, readHandoverItem } from '../../store/handover.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import { colleagueChoices } from '../ticket/assign.ts';
import type { Answer } from '../contract.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const HANDOVER = 'handover';

const NOTE_LIMIT = 1_500;
const GONE = 'This handover is no longer kept; its card is only history.';

/** `about` is a handover that the desk made by itself, to which words are added. */
const HandoverDraft = z.object({
  about: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type HandoverDraft = z.infer<typeof HandoverDraft>;

/** `/desk handover`: what the next shift must know, for the presser alone until it is handed over. */
export const handoverCommand: Verb<Command> = {
  least: 'technician',
  async run({ store }, press) {
    const facts = await readHandover(store, press.place, [personOf(press).name]);
    return {
      is: 'card',
      card: plainCard({
        ref: NO_ITEM,
        title: 'What the next shift must know',
        lines: [['Nobody else sees this yet.']],
        rows: handoverRows(facts),
        footer: ['As of ', { at: facts.digest.now, as: 'clock' }],
        actions: [{ verb: 'handover-form', label: 'Hand over…', style: 'primary' }],
      }),
    };
  },
};

/** Asks for words, and who takes over. */
export const handoverForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, {}),
};

/** Asks for words to what the desk told by itself. */
export const handoverNote: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const handoverAgain = openAgain<HandoverDraft>('technician', HandoverDraft, open);

async function open({ store }: Desk, press: Press, draft: HandoverDraft, before?: string): Promise<Answer> {
  const view = await viewNow(store);
  const next = onDuty(view, view.now).find(({ id }) => id !== press.person?.id);
  return { is: 'form', form: formFor(await keepDraft(store, draft, before), draft, next) };
}

function formFor(token: string, { about, filled = {} }: HandoverDraft, next?: Person): Form {
  const named = filled['to'] ?? '';
  const initial = named === '' ? next && { id: cut(next.id, 75), label: next.name } : { id: named, label: named };
  return {
    id: HANDOVER,
    token,
    title: about === undefined ? 'Hand over' : 'Add a note',
    submit: about === undefined ? 'Hand over' : 'Save',
    fields: [
      {
        id: 'note',
        label: 'What must they know that no number says?',
        type: 'text',
        long: true,
        optional: about === undefined,
        most: NOTE_LIMIT,
        initial: filled['note'] ?? '',
      },
      ...(about === undefined
        ? [
            {
              id: 'to',
              label: 'Who takes over?',
              hint: 'They get it by direct message too. Leave it empty for whoever comes.',
              type: 'search' as const,
              among: 'colleagues',
              optional: true,
              ...(initial ? { initial } : {}),
            },
          ]
        : []),
    ],
  };
}

export const handoverSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = HandoverDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; run /desk handover again.');
    const { about } = draft.data;
    const note = clean(filled['note'] ?? '').trim();
    if (about !== undefined) return addNote(store, press, about, note, formFor(token, draft.data));
    const view = await viewNow(store);
    const to = successorOf(filled, press, view);
    if ('mistake' in to) return { is: 'mistakes', form: formFor(token, draft.data), mistakes: { to: to.mistake } };
    return go(store, press, { note, to: to.people, token }, view);
  },
};

function successorOf(filled: Filled, press: Submit, { people }: DeskView): { people: Person[] } | { mistake: string } {
  const typed = filled['to'] ?? '';
  if (typed.trim() === '') return { people: [] };
  const match = matchChoice(typed, colleagueChoices(people));
  if (match.is !== 'one') return { mistake: match.sentence };
  const person = people.find(({ id }) => cut(id, 75) === match.choice.id);
  if (!person) return { mistake: `${match.choice.label} is not known here any more.` };
  return person.id === personOf(press).id
    ? { mistake: 'That is you: name somebody else, or nobody.' }
    : { people: [person] };
}

async function go(
  store: Store,
  press: Submit,
  { note, to, token }: { note: string; to: Person[]; token: string },
  view: DeskView,
): Promise<Answer> {
  const by = actorOf(personOf(press), press.presser);
  const places = handoverPlaces(press.place, view.settings, view.defaults);
  if (places.length === 0 && to.length === 0)
    return said('There is no channel for it: run /desk handover in a channel of the desk, or name who takes over.');
  const outcome = await handOver(store, {
    key: token,
    by,
    leaving: [by.name],
    to,
    ...(note === '' ? {} : { note }),
    places,
  });
  if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
  const [next] = to;
  return said(
    next
      ? `Handed over to ${next.name}, who hears of it by direct message; you hear when they have taken over.`
      : 'Handed over; you hear when somebody has taken over.',
  );
}

async function addNote(store: Store, press: Submit, about: string, note: string, form: Form): Promise<Answer> {
  if (note === '') return { is: 'mistakes', form, mistakes: { note: 'Write what they must know.' } };
  const outcome = await changeHere(store, press, about, (now, view) =>
    noteHandover(now, actorOf(personOf(press), press.presser), note, view),
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  return said('Your note is on the handover; you hear when somebody has taken over.');
}

/** The receiver says that the desk is theirs now. */
export const handoverTake: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeHere(store, press, press.ask.ref, (now, view) => takeOver(now, by, view));
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') return said('You took over already.');
    return said('The desk is yours now; the card says so.');
  },
};

function changeHere(
  store: Store,
  { place }: Press,
  ref: string,
  decide: (handover: Handover, view: DeskView) => Decision<Handover>,
): Promise<Outcome<Handover>> {
  return change<Handover, Handover | undefined>(
    store,
    {
      read: () => readHandoverItem(store, ref),
      decide(now, view) {
        if (!now) return refused(GONE);
        return mayShow(now.client, place, view.settings)
          ? decide(now, view)
          : refused('This item belongs to another channel.');
      },
    },
    { urgent: true },
  );
}
