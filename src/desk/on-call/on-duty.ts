import { type OnCallView, onCallAt } from './on-call.ts';
import type { Person } from '../people.ts';

/** Everybody who is on call at an instant, in whichever rotation; each once. */
export function onDuty(view: OnCallView, at: number): Person[] {
  const people = view.settings.oncall.rotations.flatMap((rotation) => onCallAt(rotation, view, at) ?? []);
  return people.filter(({ id }, index) => people.findIndex((one) => one.id === id) === index);
}
