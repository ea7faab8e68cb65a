import { NO_ITEM, type Action, type Card } from '../desk/card.ts';
import type { Ask } from './contract.ts';

/** Longest identifier that every platform takes. */
const BUTTON_LIMIT = 100;

/** `verb|item|revision|word`: all that a button carries; the state is read when it is pressed. */
export function buttonId(card: Pick<Card, 'ref' | 'revision'>, action: Action): string {
  const parts = [action.verb, action.ref ?? card.ref, String(card.revision)];
  const id = (action.with === undefined ? parts : [...parts, action.with]).join('|');
  if (id.length > BUTTON_LIMIT) throw new RangeError(`a button for ${action.verb} is longer than ${BUTTON_LIMIT}`);
  return id;
}

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
