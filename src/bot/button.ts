import { NO_ITEM, type Action, type Card } from '../desk/card.ts';
import type { Ask, PlatformLog } from './contract.ts';

/** Longest identifier that every platform takes, less the mark of a button that asks first. */
const BUTTON_LIMIT = 99;

/** `verb|item|revision|word`: all that a button carries; the state is read when it is pressed. */
export function buttonId(card: Pick<Card, 'ref' | 'revision'>, action: Action): string {
  const parts = [action.verb, action.ref ?? card.ref, String(card.revision)];
  const id = (action.with === undefined ? parts : [...parts, action.with]).join('|');
  if (id.length > BUTTON_LIMIT) throw new RangeError(`a button for ${action.verb} is longer than ${BUTTON_LIMIT}`);
  return id;
}

/** What every platform shows of a card's own buttons; rows have theirs beside them. */
export const MOST_BUTTONS = 15;

/**
 * The labels of buttons that nobody could press, or that would do what another one says: those without a sound identifier, one that
 * is the same as an earlier one under another name (or stands twice below the card), and those beyond what is shown. Rows that name
 * one item twice are sound, since both buttons say and do the same.
 */
export function lostButtons(card: Pick<Card, 'ref' | 'revision' | 'actions' | 'rows'>): string[] {
  const before = new Map<string, string>();
  const isLost = (action: Action, below: boolean): boolean => {
    const id = identifierOf(card, action);
    if (id === undefined) return true;
    const label = before.get(id);
    before.set(id, label ?? action.label);
    return label !== undefined && (below || label !== action.label);
  };
  const own = card.actions.filter((action, index) => isLost(action, true) || index >= MOST_BUTTONS);
  const inRows = card.rows.flatMap(({ action }) => (action && isLost(action, false) ? [action] : []));
  return [...own, ...inRows].map(({ label, verb }) => `${label} (${verb})`);
}

function identifierOf(card: Pick<Card, 'ref' | 'revision'>, action: Action): string | undefined {
  try {
    return buttonId(card, action);
  } catch {
    return undefined;
  }
}

/** Tells of a card that loses buttons: renderers leave them out, since a card without one beats none at all. */
export function tellLost(log: Pick<PlatformLog, 'error'>, card: Card): void {
  const lost = lostButtons(card);
  if (lost.length > 0) log.error({ ref: card.ref, title: card.title, lost }, LOST_BUTTONS);
}

export const LOST_BUTTONS = 'a card has buttons that cannot be told apart';

/** Undefined for what is no button of ours. */
export function parseButton(id: string): Extract<Ask, { is: 'click' }> | undefined {
  const [verb, ref, revision, word] = id.split('|');
  if (!verb || !ref || !/^\d+$/.test(revision ?? '')) return undefined;
  return {
    is: 'click',
    verb,
    ref: ref || NO_ITEM,
    revision: Number(revision),
    ...(word === undefined ? {} : { with: word }),
  };
}
