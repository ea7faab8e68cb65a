import type { Card } from '../../desk/card.ts';
import { createBoundedMap } from './bounded.ts';
import { buttonsOf } from './buttons.ts';

const REMEMBERED = 5000;

/**
 * What has to be asked before a button counts. A button has no room for its question, so it is kept here;
 * after a restart the question is a general one.
 */
export interface Questions {
  learn(card: Card): void;
  /** The question for a button's identifier. */
  questionFor(id: string): string | undefined;
}

export function createQuestions(): Questions {
  const questions = createBoundedMap<string>(REMEMBERED);
  return {
    learn(card) {
      for (const { id, confirm } of buttonsOf(card)) if (confirm !== undefined) questions.set(id, confirm);
    },
    questionFor: (id) => questions.get(id),
  };
}
