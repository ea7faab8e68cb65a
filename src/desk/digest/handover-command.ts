import { type Decision, type DeskView, refused, unchanged } from '../decision.ts';
import { plainCard } from '../card.ts';
import type { Handover } from './handover.ts';
import { personNotice } from '../notices.ts';
import type { Actor } from '../people.ts';
import { ago } from '../clock/when.ts';

/** Somebody says that they have read it and have the desk now. Whoever goes is told. */
export function takeOver(handover: Handover, by: Actor, view: DeskView): Decision<Handover> {
  const { taken, at } = handover;
  if (taken?.by.id === by.id) return unchanged();
  if (taken) return refused(`${taken.by.name} took over already, ${ago(taken.at, view.now)}.`);
  if (by.id !== undefined && by.id === handover.by.id)
    return refused('You hand this over yourself: whoever takes over presses it. Nothing was changed.');
  const item = { ...handover, taken: { by, at: view.now } };
  const text = `${by.name} took over`;
  const giver = view.people.find(({ id }) => id === handover.by.id);
  const card = plainCard({
    title: `${by.name} has taken over`,
    tone: 'good',
    lines: [['From the handover of ', { at, as: 'clock' }, '. The desk is theirs now.']],
  });
  const notices = giver ? personNotice({ item, occasion: 'taken', at: view.now }, giver, card, view) : [];
  return { is: 'changed', item, entries: [{ at: view.now, by, what: 'taken', text }], effects: [], notices };
}

/** Words are added to what the desk told by itself; whoever writes first is who hands over, and whoever writes later adds to it. */
export function noteHandover(handover: Handover, by: Actor, note: string, view: DeskView): Decision<Handover> {
  const { taken, note: before } = handover;
  if (taken) return refused(`${taken.by.name} took over already, ${ago(taken.at, view.now)}: tell them yourself.`);
  if (before?.endsWith(note)) return unchanged();
  const item =
    before === undefined ? { ...handover, by, note } : { ...handover, note: `${before} · ${by.name}: ${note}` };
  return { is: 'changed', item, entries: [{ at: view.now, by, what: 'note', text: note }], effects: [], notices: [] };
}
