import type { Checkin, CheckinStep } from './checkin.ts';
import { dateIn } from '../clock/daily.ts';
import { type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import type { Actor } from '../people.ts';

/** Somebody has looked at a step of today's guide. Whoever did first is who did. */
export function tickCheckin(checkin: Checkin, step: CheckinStep, by: Actor, view: DeskView): Decision<Checkin> {
  const { date, zone, ticks } = checkin;
  if (dateIn(view.now, zone).toString() !== date)
    return refused(`This check-in is that of ${date}. Today’s is behind /desk checkin; nothing was changed.`);
  if (ticks[step]) return unchanged();
  const item = { ...checkin, ticks: { ...ticks, [step]: { by, at: view.now } } };
  const entry = { at: view.now, by, what: 'looked', text: `${by.name} looked at ${step}` };
  return { is: 'changed', item, entries: [entry], effects: [], notices: [] };
}
