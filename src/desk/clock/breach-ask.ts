import { askAgainCard } from './breach-card.ts';
import { type Breach, unexplained } from './breach-record.ts';
import { addWorking } from './calendar.ts';
import { type Decision, type DeskView, unchanged } from '../decision.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { personNotice } from '../notices.ts';
import type { Person } from '../people.ts';
import type { Settings } from '../settings.ts';
import { hoursOf } from './sla-policy.ts';
import { stopOf } from '../stop/stop.ts';
import { coordinators } from './told.ts';
import { personOf } from '../ticket/command.ts';

/** When whoever has it is asked once more why a target was missed, in working hours; undefined where nobody is. */
export function askAt(item: WorkItem, settings: Settings): number | undefined {
  const breach = openQuestion(item);
  const { askAgainAfter } = settings.sla;
  if (!breach || askAgainAfter === 'never') return undefined;
  return addWorking(breach.at + askAgainAfter, 0, hoursOf(clientOf(item), settings));
}

/** Of what is over nobody is asked, but for a ticket that was closed: its reason counts in the reports. */
function openQuestion(item: WorkItem): Breach | undefined {
  const isOver = item.kind === 'alert' ? item.ended !== undefined : item.gone !== undefined;
  const breach = isOver ? undefined : unexplained(item.breaches);
  return breach?.askedAt === undefined ? breach : undefined;
}

/** Nobody has given a reason for so long: whoever has it is asked once more, else the coordinators. */
export function tickReason<Kind extends WorkItem>(item: Kind, view: DeskView): Decision<Kind> {
  const due = askAt(item, view.settings);
  const breach = openQuestion(item);
  if (!breach || due === undefined || due > view.now || stopOf(clientOf(item), view)) return unchanged();
  const breaches = (item.breaches ?? []).map((one) => (one === breach ? { ...one, askedAt: view.now } : one));
  const holder = holderOf(item, view);
  const asked = holder ? [holder] : coordinators(view);
  const card = askAgainCard(item, breach);
  const about = { item, occasion: `why-${breach.clock}-${breach.due}`, at: view.now };
  const text = `${asked.map(({ name }) => name).join(', ') || 'Nobody'} was asked once more why it was missed`;
  return {
    is: 'changed',
    item: { ...item, breaches },
    entries: [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what: 'breach-asked', text }],
    effects: [],
    notices: asked.flatMap((person) => personNotice(about, person, card, view)),
    silent: true,
  };
}

function holderOf(item: WorkItem, view: DeskView): Person | undefined {
  const assignee = item.kind === 'ticket' ? personOf(item, view) : undefined;
  const deed = (item.kind === 'alert' ? item.claimed : undefined) ?? item.acknowledged;
  return assignee ?? view.people.find(({ id }) => id === deed?.by.id);
}
