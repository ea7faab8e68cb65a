import { z } from 'zod';
import type { DeskView } from '../../desk/decision.ts';
import type { Choice, Field, Filled, Form } from '../../desk/form.ts';
import { type Shift, shifts } from '../../desk/on-call/on-call.ts';
import type { Person } from '../../desk/people.ts';
import type { CoverSpan, Named } from '../../desk/on-call/roster.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { NO_ROTATION, send } from './form.ts';
import { openAgain } from '../open-again.ts';
import { zoneOf } from '../alert/orders.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const SWAP = 'on-call-swap';

/** Shifts of so many weeks can be swapped, as many as a choice holds. */
const AHEAD = 8 * 7 * 24 * 3_600_000;
const MOST = 25;
const REASON_LIMIT = 200;

const SwapDraft = z.object({ swap: z.literal(true), filled: z.record(z.string(), z.string()).optional() });
type SwapDraft = z.infer<typeof SwapDraft>;

/** Asks which shift of one's own is to be swapped for which of a colleague's. */
export const swapForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { swap: true }),
};

export const swapAgain = openAgain('technician', SwapDraft, open);

async function open(desk: Desk, press: Press, draft: SwapDraft, before?: string): Promise<Answer> {
  const view = await viewNow(desk.store);
  if (view.settings.oncall.rotations.length === 0) return said(NO_ROTATION);
  const all = comingShifts(view, personOf(press));
  if (all.mine.length === 0)
    return said(
      'No shift of yours begins in the coming eight weeks, so there is nothing to swap. What has begun can be given away.',
    );
  if (all.theirs.length === 0)
    return said('No colleague has a shift in the coming eight weeks that you could have instead.');
  const token = await keepDraft(desk.store, draft, before);
  return { is: 'form', form: formFor(token, all, draft.filled ?? {}, zoneOf(desk, press)) };
}

/** A shift that can be chosen, and whose it is. */
interface Offer {
  id: string;
  rotation: string;
  from: number;
  to: number;
  person: Named;
}

interface Offers {
  mine: readonly Offer[];
  theirs: readonly Offer[];
}

function comingShifts(view: DeskView, me: Person): Offers {
  const span = { from: view.now, to: view.now + AHEAD };
  const all = view.settings.oncall.rotations
    .flatMap((rotation, index) =>
      shifts(rotation, view, span)
        .filter((shift) => shift.from > span.from && shift.to < span.to)
        .flatMap((shift) => offerOf(shift, rotation.name, index)),
    )
    .toSorted((left, right) => left.from - right.from);
  return {
    mine: all.filter(({ person }) => person.id === me.id).slice(0, MOST),
    theirs: all.filter(({ person }) => person.id !== me.id).slice(0, MOST),
  };
}

function offerOf({ from, to, person }: Shift, rotation: string, index: number): Offer[] {
  if (!person) return [];
  return [{ id: `${index}.${from}.${to}`, rotation, from, to, person: { id: person.id, name: person.name } }];
}

function formFor(token: string, { mine, theirs }: Offers, filled: Filled, zone: string): Form {
  return {
    id: SWAP,
    token,
    title: 'Swap shifts',
    submit: 'Ask them',
    intro: [`Whoever has the other shift is asked; until they accept it, nothing changes. Times are in ${zone}.`],
    fields: [
      offerField('mine', 'Your shift', mine, filled, zone),
      offerField('theirs', 'The one that you take instead', theirs, filled, zone),
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

function offerField(id: keyof Offers, label: string, offers: readonly Offer[], filled: Filled, zone: string): Field {
  const choices = offers.map((offer): Choice => ({ id: offer.id, label: labelOf(offer, id, zone) }));
  const initial = choices.find((one) => one.id === filled[id])?.id ?? (id === 'mine' ? choices[0]?.id : undefined);
  return { id, label, type: 'choice', choices, ...(initial === undefined ? {} : { initial }) };
}

function labelOf({ from, to, person, rotation }: Offer, whose: keyof Offers, zone: string): string {
  const who = whose === 'mine' ? '' : `${cut(person.name, 24)} · `;
  return cut(oneLine(`${who}${wall(from, zone)} – ${wall(to, zone)} · ${rotation}`), 75);
}

/** `Mon 7 Dec 08:00`, which a list of shifts is read by: nobody may take the day for the month. */
function wall(instant: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][at.dayOfWeek - 1] ?? '';
  const month = at.toLocaleString('en-US', { month: 'short' });
  return `${day} ${at.day} ${month} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

export const swapSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    const draft = SwapDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('This form is older than a day; press the button again.');
    const me = personOf(press);
    const view = await viewNow(desk.store);
    const all = comingShifts(view, me);
    const mine = all.mine.find(({ id }) => id === filled['mine']);
    const theirs = all.theirs.find(({ id }) => id === filled['theirs']);
    if (!mine || !theirs) {
      const mistakes = { ...(mine ? {} : { mine: MOVED }), ...(theirs ? {} : { theirs: MOVED }) };
      return { is: 'mistakes', form: formFor(token, all, filled, zoneOf(desk, press)), mistakes };
    }
    const own: Named = { id: me.id, name: me.name };
    const spans: Omit<CoverSpan, 'instead'>[] = [
      { rotation: mine.rotation, from: mine.from, to: mine.to, person: theirs.person },
      { rotation: theirs.rotation, from: theirs.from, to: theirs.to, person: own },
    ];
    const by = actorOf(me, press.presser);
    const reason = oneLine(filled['note'] ?? '');
    return send(
      desk,
      press,
      { id: token, what: 'swap', by, spans, asked: theirs.person, reason },
      'on-call-swap-again',
    );
  },
};

const MOVED = 'Choose one. Who is on call may have changed since this form was opened.';
