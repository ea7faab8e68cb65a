import { type Action, plainCard } from '../../desk/card.ts';
import { unchanged } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { mayShow } from '../../desk/routing.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { phaseAt, type Window } from '../../desk/quiet/window.ts';
import { endWindow } from '../../desk/quiet/window-command.ts';
import type { Store } from '../../store/store.ts';
import { changeWindow, readWindow } from '../../store/windows.ts';
import type { Answer } from '../contract.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Verb } from '../table.ts';

/** The window as it may be seen and ended at a place, or the sentence why it cannot be had there. */
export async function windowHere(store: Store, ref: string, place: Destination): Promise<Window | string> {
  const window = await readWindow(store, ref);
  if (!window) return 'This maintenance window is no longer kept.';
  return mayShow(window.scope.client, place, store.house.settings)
    ? window
    : 'This maintenance window belongs to another channel.';
}

/** Ends a window now, whosever it is, or takes a planned one back. */
export const windowEnd: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const { ref } = press.ask;
    const window = await windowHere(store, ref, press.place);
    if (typeof window === 'string') return said(window);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeWindow(store, ref, (now, view) => (now ? endWindow(now, by, view) : unchanged()), {
      urgent: true,
    });
    const label = oneLine(window.scope.label);
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') return said(`You ended the maintenance of ${label} already.`);
    return said(
      window.phase === 'planned'
        ? `The maintenance of ${label} is taken back; nothing was held back by it.`
        : `You ended the maintenance of ${label}. What still fails there is posted in a moment.`,
    );
  },
};

/** A window with what can be done about it, for the presser alone. */
export async function windowAnswer({ store }: Desk, press: Press, ref: string, first: string): Promise<Answer> {
  const window = await windowHere(store, ref, press.place);
  if (typeof window === 'string') return said(window);
  return {
    is: 'card',
    card: plainCard({
      ref,
      revision: window.revision,
      title: `Maintenance of ${oneLine(window.scope.label)}`,
      lines: [[first], ...windowLines(window, store.now())],
      actions: endActions(window, store.now()),
    }),
  };
}

/** When, by whom and why. */
export function windowLines(window: Window, now: number): Line[] {
  const { from, to, by, reason, ended } = window;
  const phase = phaseAt(window, now);
  const begins: Line = [phase === 'planned' ? 'Begins ' : 'Since ', { at: from, as: 'clock' }];
  const ends: Line = to === undefined ? [', without an end'] : [', until ', { at: to, as: 'clock' }];
  const early: Line[] = ended
    ? [[{ bold: oneLine(ended.by.name) }, phase === 'over' ? ' ended it ' : ' ends it ', { at: ended.at, as: 'clock' }]]
    : [];
  return [[...begins, ...ends, '.'], [{ bold: oneLine(by.name) }, `: ${oneLine(reason)}`], ...early];
}

/** The way to end it, where it is not over and is not its source's own. */
export function endActions(window: Window, now: number): Action[] {
  const phase = phaseAt(window, now);
  if (phase === 'over' || window.origin === 'source') return [];
  if (phase === 'planned') return [{ verb: 'window-end', label: 'Take it back', ref: window.ref }];
  const confirm = 'What still fails there is posted and rings then.';
  return [{ verb: 'window-end', label: 'End it now', style: 'danger', confirm, ref: window.ref }];
}
