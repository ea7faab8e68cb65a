import { LOST_BUTTONS } from '../../src/bot/button.ts';

/** Listens to a log for cards that lose buttons, which a renderer leaves out without a word: no test may pass over one. */
export interface LossHeard {
  error: (fields: object, message: string) => void;
  throwLost: () => void;
}

export function lossHeard(): LossHeard {
  const lost: string[] = [];
  return {
    error(fields, message) {
      if (message === LOST_BUTTONS) lost.push(JSON.stringify(fields));
    },
    throwLost() {
      if (lost.length > 0) throw new Error(`${LOST_BUTTONS}: ${lost.join(', ')}`);
    },
  };
}
