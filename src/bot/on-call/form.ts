import { z } from 'zod';
import type { DeskView } from '../../desk/decision.ts';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { shiftAt, shifts } from '../../desk/on-call/on-call.ts';
import type { Rotation } from '../../desk/on-call/settings.ts';
import { mayAct, type Person } from '../../desk/people.ts';
import { arrange, type CoverWish } from '../../desk/on-call/roster-command.ts';
import type { Named } from '../../desk/on-call/roster.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { parseSpan } from '../../desk/quiet/window-time.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { changeRoster } from '../../store/change-roster.ts';
import { viewNow } from '../../store/view.ts';
import { colleagueChoices } from '../ticket/assign.ts';
import type { Answer } from '../contract.ts';
import { keptForm } from '../kept-form.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { zoneOf } from '../alert/orders.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const TAKE = 'on-call-take';
export const GIVE = 'on-call-give';

const TIME_LIMIT = 20;
const REASON_LIMIT = 200;

const SpanDraft = z.object({ what: z.enum(['take', 'give']), filled: z.record(z.string(), z.string()).optional() });
type SpanDraft = z.infer<typeof SpanDraft>;

/** Asks from when to when one takes over. */
export const takeForm: Verb<Click> = formVerb('take');
/** Asks who is to take it, and from when to when. */
export const giveForm: Verb<Click> = formVerb('give');
export const spanAgain = openAgain('technician', SpanDraft, open);

function formVerb(what: SpanDraft['what']): Verb<Click> {
  return { least: 'technician', opensForm: true, run: (desk, press) => open(desk, press, { what }) };
}

async function open(desk: Desk, press: Press, draft: SpanDraft, before?: string): Promise<Answer> {
  const view = await viewNow(desk.store);
  if (view.settings.oncall.rotations.length === 0) return said(NO_ROTATION);
  const token = await keepDraft(desk.store, draft, before);
  return { is: 'form', form: formFor(draft.what, token, draft.filled ?? {}, view, zoneOf(desk, press)) };
}

export const NO_ROTATION = 'No rotation is configured any more, so nobody is on call.';

function formFor(what: SpanDraft['what'], token: string, filled: Filled, view: DeskView, zone: string): Form {
  const hint = cut(`now, 18:00 or 2026-12-01 18:00 (${zone})`, 100);
  return {
    id: what === 'take' ? TAKE : GIVE,
    token,
    title: what === 'take' ? 'Take over' : 'Give a shift away',
    submit: what === 'take' ? 'Take over' : 'Ask them',
    intro: [what === 'take' ? 'You are on call then instead of whoever would be. They hear of it.' : GIVE_INTRO],
    fields: [
      ...rotationField(view, filled),
      ...(what === 'give' ? [whoField(filled, view)] : []),
      { id: 'begin', label: 'From', hint, type: 'text', most: TIME_LIMIT, initial: filled['begin'] ?? 'now' },
      {
        id: 'end',
        label: 'Until',
        hint: '4h, 08:00 or a day with a time; empty: to the end of that shift',
        type: 'text',
        optional: true,
        most: TIME_LIMIT,
        initial: filled['end'] ?? '',
      },
      {
        id: 'note',
        label: 'Why?',
        type: 'text',
        optional: true,
        most: REASON_LIMIT,
        initial: filled['note'] ?? '',
      },
    ],
  };
}

const GIVE_INTRO =
  'They are asked, and until they accept it you stay on call. Where a lead gives away a shift that is not their own, it holds at once.';

function rotationField({ settings }: DeskView, filled: Filled): Field[] {
  const { rotations } = settings.oncall;
  if (rotations.length < 2) return [];
  const choices = rotations.slice(0, 25).map(({ name }) => ({ id: name, label: oneLine(name) }));
  const initial = choices.find(({ id }) => id === filled['rotation'])?.id ?? choices[0]?.id;
  return [
    { id: 'rotation', label: 'Rotation', type: 'choice', choices, ...(initial === undefined ? {} : { initial }) },
  ];
}

function whoField(filled: Filled, { people }: DeskView): Field {
  const found = colleagueChoices(people).find(({ id }) => id === filled['who']);
  const initial = found ? { initial: { id: found.id, label: found.label } } : {};
  return { id: 'who', label: 'Who is to take it?', type: 'search', among: 'colleagues', ...initial };
}

export const takeSubmit: Verb<Submit> = { least: 'technician', run: (desk, press) => submit(desk, press, 'take') };
export const giveSubmit: Verb<Submit> = { least: 'technician', run: (desk, press) => submit(desk, press, 'give') };

async function submit(desk: Desk, press: Submit, what: SpanDraft['what']): Promise<Answer> {
  const { token, filled } = press.ask;
  await keepTyped(desk.store, token, filled);
  const draft = SpanDraft.safeParse(await readDraft(desk.store, token));
  if (!draft.success) return said('This form is older than a day; press the button again.');
  const view = await viewNow(desk.store);
  const wish = wishFrom(desk, press, what, view);
  if ('mistakes' in wish) {
    const form = formFor(what, token, filled, view, zoneOf(desk, press));
    return { is: 'mistakes', form, mistakes: wish.mistakes };
  }
  return send(desk, press, wish, 'on-call-span-again');
}

/** Commits it; what was refused can be opened again. */
export async function send(desk: Desk, press: Submit, wish: CoverWish, again: string): Promise<Answer> {
  const { token, filled } = press.ask;
  const outcome = await changeRoster(desk.store, (roster, view) => arrange(roster, wish, view));
  if (outcome.is === 'refused') return keptForm(outcome.sentence, { ref: '-', verb: again, token, filled });
  if (outcome.is !== 'changed') return said('This form was sent already; it counts once.');
  if (wish.asked)
    return said(`${wish.asked.name} is asked. Until they accept it, nothing changes; you hear what they say.`);
  const [span] = wish.spans;
  if (!span) return said('It is arranged.');
  const who = span.person.id === wish.by.id ? 'You are' : `${span.person.name} is`;
  return {
    is: 'said',
    line: [
      `${who} on call (${span.rotation}) from `,
      { at: span.from, as: 'clock' },
      ' until ',
      { at: span.to, as: 'clock' },
      '.',
    ],
  };
}

type Wished = CoverWish | { mistakes: Record<string, string> };

function wishFrom(desk: Desk, press: Submit, what: SpanDraft['what'], view: DeskView): Wished {
  const { token, filled } = press.ask;
  const me = personOf(press);
  const rotation = rotationOf(filled, view);
  const typed = spanFrom(rotation, filled, view, zoneOf(desk, press));
  const who = what === 'take' ? me : colleague(filled['who'] ?? '', view);
  const mistakes = {
    ...(rotation ? {} : { rotation: 'Choose one.' }),
    ...(typeof who === 'string' ? { who } : {}),
    ...('mistakes' in typed ? typed.mistakes : {}),
  };
  if (!rotation || typeof who === 'string' || 'mistakes' in typed) return { mistakes };
  if (what === 'give' && who.id === me.id) return { mistakes: { who: 'That is you: take over instead.' } };
  const isOwn = shifts(rotation, view, typed).some(({ person }) => person?.id === me.id);
  if (what === 'give' && !isOwn && !mayAct(me, 'lead'))
    return { mistakes: { begin: 'You are not on call then: a lead can give away what is not your own.' } };
  const person: Named = { id: who.id, name: who.name };
  return {
    id: token,
    what,
    by: actorOf(me, press.presser),
    spans: [{ rotation: rotation.name, ...typed, person }],
    ...(what === 'give' && isOwn ? { asked: person } : {}),
    reason: oneLine(filled['note'] ?? ''),
  };
}

function rotationOf(filled: Filled, { settings }: DeskView): Rotation | undefined {
  const { rotations } = settings.oncall;
  const [only] = rotations;
  return rotations.length === 1 ? only : rotations.find(({ name }) => name === filled['rotation']);
}

function colleague(typed: string, { people }: DeskView): Person | string {
  const match = matchChoice(typed, colleagueChoices(people));
  if (match.is !== 'one') return match.sentence;
  return people.find(({ id }) => cut(id, 75) === match.choice.id) ?? 'They are not known here any more.';
}

/** The time that was typed; without an end it lasts as long as the shift in which it begins. */
function spanFrom(
  rotation: Rotation | undefined,
  filled: Filled,
  view: DeskView,
  zone: string,
): { from: number; to: number } | { mistakes: Record<string, string> } {
  const begin = filled['begin'] ?? '';
  const end = (filled['end'] ?? '').trim();
  const span = parseSpan({ begin, end: end === '' ? '1m' : end }, view.now, zone);
  if ('mistakes' in span || end !== '' || !rotation) return span;
  return { from: span.from, to: shiftAt(rotation, view, span.from).to };
}
