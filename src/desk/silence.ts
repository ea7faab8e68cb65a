import type { AlertSignal } from './signal.ts';

/** The source of alerts about Deskbell itself. */
export const OURSELVES = 'deskbell';

/** A system that has not answered: while it is silent, what happens there reaches nobody. Instants in epoch milliseconds. */
export interface Silence {
  /** The system's id. */
  system: string;
  title: string;
  since: number;
  /** What every try ended with. */
  sentence: string;
}

/** Silence from a source is an alert like any other: it has a card, rings, and is acknowledged. */
export function silenceSignal({ system, title, since, sentence }: Silence, now: number): AlertSignal {
  return {
    ...about(system, now),
    seen: {
      state: 'open',
      facts: {
        title: `${title} does not answer`,
        message: sentence,
        raw: 'error',
        type: 'silence',
        value: `${sentence}\nUntil it answers, nothing that happens there can be seen here.`,
        startedAt: since,
        hidden: false,
        links: [],
      },
    },
  };
}

/** It was heard again. */
export function heardSignal(system: string, now: number): AlertSignal {
  return { ...about(system, now), seen: { state: 'ended', how: 'recovered', at: now } };
}

function about(system: string, now: number): Omit<AlertSignal, 'seen'> {
  return { kind: 'alert', source: OURSELVES, row: system, condition: `${OURSELVES}/silence/${system}`, readAt: now };
}
