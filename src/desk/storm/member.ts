import type { Alert } from '../alert/alert.ts';
import type { Destination } from '../destination.ts';
import { severities, type Severity, severityRank } from '../alert/severity.ts';

/**
 * How an alert stands in the list of what it was folded into: a number by which the list is sorted. What fails comes first,
 * by severity, and there what nobody has seen before what is acknowledged, before what is claimed.
 */
export type Stand = number;

/** Seen by nobody, acknowledged, claimed. */
const KINDS = [0, 1, 2] as const;

/** The first number after those of alerts that fail and are shown. */
export const OVER: Stand = severities.length * KINDS.length;
const MUTED: Stand = OVER + 1;
/** It has a card of its own. */
export const APART: Stand = OVER + 2;
/** It belongs to another channel now. */
const ELSEWHERE: Stand = OVER + 3;

export function standOf(alert: Alert, destination: Destination): Stand {
  const as = alert.places.find((place) => place.destination === destination)?.as;
  if (as === undefined || as === 'moved') return ELSEWHERE;
  if (alert.ended) return OVER;
  if (as === 'muted' || as === 'held') return MUTED;
  return failing(alert.severity, kindOf(alert));
}

function kindOf({ acknowledged, claimed }: Alert): (typeof KINDS)[number] {
  if (claimed) return 2;
  return acknowledged ? 1 : 0;
}

function failing(severity: Severity, kind: (typeof KINDS)[number]): Stand {
  return severityRank(severity) * KINDS.length + kind;
}

/** How many members stand how. */
export interface Tally {
  /** All that belong here, those with a card of their own as well. */
  all: number;
  /** Those that fail and have no card of their own. */
  open: number;
  /** Of those, what nobody has acknowledged, and what nobody has claimed. */
  unseen: number;
  unclaimed: number;
  over: number;
  muted: number;
  apart: number;
  bySeverity: Readonly<Record<Severity, number>>;
}

/** `counts` holds how many there are by stand. */
export function tallyOf(counts: ReadonlyMap<Stand, number>): Tally {
  const of = (stand: Stand): number => counts.get(stand) ?? 0;
  const ofKind = (kind: (typeof KINDS)[number]): number =>
    severities.reduce<number>((sum, severity) => sum + of(failing(severity, kind)), 0);
  const ofSeverity = (severity: Severity): number =>
    KINDS.reduce<number>((sum, kind) => sum + of(failing(severity, kind)), 0);
  const [unseen, acknowledged, claimed] = [ofKind(0), ofKind(1), ofKind(2)];
  const open = unseen + acknowledged + claimed;
  return {
    all: open + of(OVER) + of(MUTED) + of(APART),
    open,
    unseen,
    unclaimed: unseen + acknowledged,
    over: of(OVER),
    muted: of(MUTED),
    apart: of(APART),
    bySeverity: {
      critical: ofSeverity('critical'),
      high: ofSeverity('high'),
      warning: ofSeverity('warning'),
      info: ofSeverity('info'),
    },
  };
}

/** The tally of several heaps together. */
export function sumOf(all: readonly ReadonlyMap<Stand, number>[]): Tally {
  const sum = new Map<Stand, number>();
  for (const counts of all) for (const [stand, count] of counts) sum.set(stand, (sum.get(stand) ?? 0) + count);
  return tallyOf(sum);
}
