import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { type AlertCommand, type AlertVerb, decideAlertCommand } from '../../../src/desk/alert/command.ts';
import { decideAlertSignal } from '../../../src/desk/alert/signal.ts';
import type { AlertSignal } from '../../../src/desk/signal.ts';
import { actor, ANN, BEN, frozen, HOUR, MINUTE, NOW, open, over, view } from '../build.ts';

/** What happens at the source, one thing after the other. */
type Turn = { is: 'worse' | 'better' | 'recovers' | 'resolved' | 'deleted' | 'fires'; after: number };

const turn = fc.record<Turn>({
  is: fc.constantFrom('worse', 'better', 'recovers', 'resolved', 'deleted', 'fires'),
  after: fc.integer({ min: 1, max: 3 * HOUR }),
});

/** Every read of such a history: each begins right after something happened, and is told with the state at that instant. */
function readsOf(turns: readonly Turn[]): AlertSignal[] {
  const reads: AlertSignal[] = [];
  let now = NOW;
  let row = 0;
  let startedAt = now;
  let raw = 'error';
  let isOpen = false;
  for (const { is, after } of [{ is: 'fires', after: 1 } as const, ...turns]) {
    now += after;
    const fires = is === 'fires' || (!isOpen && (is === 'worse' || is === 'better'));
    if (fires) {
      row += 1;
      startedAt = now;
      isOpen = true;
    }
    if (is === 'worse') raw = 'error';
    if (is === 'better') raw = 'warning';
    const at = { row: String(row), readAt: now + MINUTE };
    if (is === 'recovers' || is === 'resolved' || is === 'deleted') {
      if (!isOpen) continue;
      isOpen = false;
      reads.push(over(is === 'recovers' ? 'recovered' : is, now, at));
    } else reads.push(open({ raw, startedAt, value: String(reads.length) }, at));
    now += MINUTE;
  }
  return reads;
}

interface Step {
  signal?: AlertSignal;
  command?: AlertCommand;
}

const command = fc.record({
  verb: fc.constantFrom<AlertVerb>('acknowledge', 'unacknowledge', 'claim', 'release'),
  by: fc.constantFrom(actor(ANN), actor(BEN)),
});

/** A history whose reads arrive in any order, some twice, with presses in between. */
const story = fc.array(turn, { maxLength: 8 }).chain((turns) => {
  const reads = readsOf(turns);
  return fc.record({
    reads: fc.constant(reads),
    steps: fc
      .tuple(fc.shuffledSubarray([...reads, ...reads], { minLength: 0 }), fc.array(command, { maxLength: 6 }))
      .chain(([some, commands]) => {
        const all: Step[] = [...reads, ...some].map((signal) => ({ signal }));
        const steps = [...all, ...commands.map((one) => ({ command: one }))];
        return fc.shuffledSubarray(steps, { minLength: steps.length });
      }),
  });
});

interface Kept {
  current: Alert | undefined;
  episodes: Map<string, Alert>;
}

/** Plays it all; the end of a row that was not heard of yet is told again by the next poll, which asks for what is held open. */
function play(steps: readonly Step[]): Kept {
  const kept: Kept = { current: undefined, episodes: new Map() };
  const untold: Step[] = [];
  for (const step of steps) {
    const { signal } = step;
    if (signal?.seen.state === 'ended' && signal.row !== kept.current?.row)
      untold.push({ signal: { ...signal, readAt: signal.readAt + 1_000 * HOUR } });
    take(kept, step);
  }
  for (const step of untold) take(kept, step);
  return kept;
}

/** Nothing is decided before it was read. */
const LATER = NOW + 10_000 * HOUR;

function take(kept: Kept, { signal, command }: Step): void {
  const at = frozen(view({ now: LATER }));
  const decision = signal
    ? decideAlertSignal(frozen(kept.current), frozen(signal), at, false)
    : kept.current && command && decideAlertCommand(frozen(kept.current), frozen(command), at);
  if (decision?.is !== 'changed') return;
  kept.current = { ...decision.item, revision: decision.item.revision + 1 };
  kept.episodes.set(kept.current.ref, kept.current);
}

/** What the alert shows; of one that is over only how. */
function shownState({ row, facts, ended }: Alert): unknown[] {
  return ended ? [row, ended.how] : [row, facts];
}

function saidState(signal: AlertSignal | undefined): unknown[] {
  const { seen, row } = signal ?? {};
  return seen?.state === 'ended' ? [row, seen.how] : [row, seen?.facts];
}

test('in any order and however often they arrive, the newest read decides; no decision writes to what it was given', () => {
  fc.assert(
    fc.property(story, ({ reads, steps }) => {
      const { current } = play(steps);
      expect(current && shownState(current)).toEqual(reads.at(-1) && saidState(reads.at(-1)));
    }),
    { numRuns: 400 },
  );
});

test('no episode is lost: each one but the last has ended, and the next is linked to it', () => {
  fc.assert(
    fc.property(story, ({ steps }) => {
      const { current, episodes } = play(steps);
      const all = [...episodes.values()].toSorted((left, right) => left.episode - right.episode);
      expect(all.map(({ episode }) => episode)).toEqual(all.map((_, index) => index + 1));
      expect(all.map(({ earlier }) => earlier)).toEqual(all.map((_, index) => all[index - 1]?.ref));
      expect(all.slice(0, -1).every(({ ended }) => ended !== undefined)).toBe(true);
      expect(all.at(-1)).toEqual(current);
    }),
    { numRuns: 200 },
  );
});
