import type { Decision, DeskView } from '../../desk/decision.ts';
import { onCallCard } from '../../desk/on-call/card.ts';
import { type Actor, mayAct } from '../../desk/people.ts';
import { answerCover, undoCover } from '../../desk/on-call/roster-command.ts';
import type { Roster } from '../../desk/on-call/roster.ts';
import { ownerOf } from '../../desk/routing.ts';
import { changeRoster } from '../../store/change-roster.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { actorOf } from '../people.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Verb } from '../table.ts';

/** `/desk oncall`: who is on call, who is next, and the way to change it. */
export const onCallCommand: Verb<Command> = { least: 'anyone', run: showOnCall };

/** The same as a button. */
export const onCallClick: Verb<Click> = { least: 'anyone', run: showOnCall };

async function showOnCall({ store }: Desk, { person, place }: Press): Promise<Answer> {
  const view = await viewNow(store);
  const acts = person !== undefined && mayAct(person, 'technician');
  return { is: 'card', card: onCallCard({ person, owner: ownerOf(place, view.settings), acts }, view) };
}

/** What whoever was asked answers. */
export const onCallAccept = decidedBy((roster, id, by, view) => answerCover(roster, { id, by, accepts: true }, view), {
  done: 'You accepted it; it holds from now on.',
  again: 'You accepted this already.',
});
export const onCallDecline = decidedBy(
  (roster, id, by, view) => answerCover(roster, { id, by, accepts: false }, view),
  {
    done: 'You declined it; nothing was changed.',
    again: 'You accepted this already: take it back with /desk oncall.',
  },
);

/** Takes back what was arranged or asked, until it begins. */
export const onCallUndo: Verb<Click> = {
  least: 'technician',
  run: (desk, press) =>
    decide(desk, press, (roster, id, by, view) => undoCover(roster, id, personOf(press), by, view), {
      done: 'It is taken back; those whom it concerns hear of it.',
      again: 'You took it back already.',
    }),
};

type Deciding = (roster: Roster, id: string, by: Actor, view: DeskView) => Decision<Roster>;

interface Sentences {
  done: string;
  again: string;
}

function decidedBy(deciding: Deciding, sentences: Sentences): Verb<Click> {
  return { least: 'technician', run: (desk, press) => decide(desk, press, deciding, sentences) };
}

async function decide({ store }: Desk, press: Click, deciding: Deciding, { done, again }: Sentences): Promise<Answer> {
  const by = actorOf(personOf(press), press.presser);
  const id = press.ask.with ?? '';
  const outcome = await changeRoster(store, (roster, view) => deciding(roster, id, by, view));
  if (outcome.is === 'refused') return said(outcome.sentence);
  return said(outcome.is === 'changed' ? done : again);
}
