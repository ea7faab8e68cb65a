import { CheckinStep, nextStep } from '../../desk/digest/checkin.ts';
import { checkinCard, stepCard } from '../../desk/digest/checkin-card.ts';
import { tickCheckin } from '../../desk/digest/checkin-command.ts';
import { type Checkin } from '../../desk/digest/checkin.ts';
import { refused } from '../../desk/decision.ts';
import { mayShow } from '../../desk/routing.ts';
import { change } from '../../store/change.ts';
import { readCheckin, readCheckinFacts, todaysCheckin } from '../../store/checkin.ts';
import type { Answer } from '../contract.ts';
import { actorOf } from '../people.ts';
import { type Click, type Command, type Desk, personOf, said, type Verb } from '../table.ts';

const GONE = 'This check-in is no longer kept; its card is only history.';
const ELSEWHERE = 'This check-in belongs to another channel.';

/** `/desk checkin`: the guide of this morning, begun where nobody has yet. */
export const checkinCommand: Verb<Command> = {
  least: 'technician',
  async run({ store }, { place }) {
    const checkin = await todaysCheckin(store, place);
    return { is: 'card', card: checkinCard(checkin, await readCheckinFacts(store, checkin, place)) };
  },
};

/** One step with its rows; the button's word is the step. */
export const checkinClick: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const step = CheckinStep.safeParse(press.ask.with);
    const checkin = await readCheckin(desk.store, press.ask.ref);
    if (!checkin || !step.success) return said(GONE);
    if (!mayShow(checkin.client, press.place, desk.store.house.settings)) return said(ELSEWHERE);
    return stepAnswer(desk, press, checkin, step.data);
  },
};

/** The first step that nobody has looked at, whatever was ticked since the card was drawn. */
export const checkinNext: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const checkin = await readCheckin(desk.store, press.ask.ref);
    if (!checkin) return said(GONE);
    if (!mayShow(checkin.client, press.place, desk.store.house.settings)) return said(ELSEWHERE);
    return stepAnswer(desk, press, checkin, nextStep(checkin) ?? 'urgent');
  },
};

/** Somebody has looked at it; the answer is the next step. */
export const checkinTick: Verb<Click> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const step = CheckinStep.safeParse(press.ask.with);
    if (!step.success) return said(GONE);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<Checkin, Checkin | undefined>(
      store,
      {
        read: () => readCheckin(store, press.ask.ref),
        decide(now, view) {
          if (!now) return refused(GONE);
          if (!mayShow(now.client, press.place, view.settings)) return refused(ELSEWHERE);
          return tickCheckin(now, step.data, by, view);
        },
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    const checkin = await readCheckin(store, press.ask.ref);
    if (!checkin) return said(GONE);
    const next = nextStep(checkin);
    if (next !== undefined) return stepAnswer(desk, press, checkin, next);
    return { is: 'card', card: checkinCard(checkin, await readCheckinFacts(store, checkin, press.place)) };
  },
};

async function stepAnswer({ store }: Desk, { place }: Click, checkin: Checkin, step: CheckinStep): Promise<Answer> {
  return { is: 'card', card: stepCard(checkin, step, await readCheckinFacts(store, checkin, place)) };
}
