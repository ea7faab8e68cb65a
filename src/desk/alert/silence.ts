import type { AlertSignal } from '../signal.ts';

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

/** What can be silent about a source: the source itself, what reaches it, or its webhooks. */
type SilenceKind = 'silence' | 'pulse' | 'webhooks';

/** It was heard again. */
export function heardSignal(system: string, now: number, kind: SilenceKind = 'silence'): AlertSignal {
  return { ...about(system, now, kind), seen: { state: 'ended', how: 'recovered', at: now } };
}

/** The source answers, and nothing reaches it: it cannot know what happens. `means` is what follows from that. */
export function noPulseSignal({ system, title, since, sentence }: Silence, means: string, now: number): AlertSignal {
  return {
    ...about(system, now, 'pulse'),
    seen: {
      state: 'open',
      facts: {
        title,
        message: sentence,
        raw: 'error',
        type: 'silence',
        value: `${means}\n${sentence}`,
        startedAt: since,
        hidden: false,
        links: [],
      },
    },
  };
}

/** `count` alerts or tickets in a row came by polling alone. Nothing is lost by that, but each comes later than it should. */
export function untoldSignal({ system, title, since, sentence }: Silence, count: number, now: number): AlertSignal {
  return {
    ...about(system, now, 'webhooks'),
    seen: {
      state: 'open',
      facts: {
        title: `${title} does not call its webhook`,
        message: sentence,
        raw: 'warning',
        type: 'webhooks',
        value: `The last ${count} came by polling alone, later than they should.\n${sentence}`,
        startedAt: since,
        hidden: false,
        links: [],
      },
    },
  };
}

/** The condition under which it is an alert. */
export function silenceOf(system: string, kind: SilenceKind): string {
  return `${OURSELVES}/${kind}/${system}`;
}

function about(system: string, now: number, kind: SilenceKind = 'silence'): Omit<AlertSignal, 'seen'> {
  const row = kind === 'silence' ? system : `${kind}/${system}`;
  return { kind: 'alert', source: OURSELVES, row, condition: silenceOf(system, kind), readAt: now };
}
