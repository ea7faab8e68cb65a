import { heardSignal, noPulseSignal, untoldSignal } from '../desk/alert/silence.ts';
import type { Integration, Poll } from '../integrations/contract.ts';
import { takeSignal } from '../store/signals.ts';
import type { SourceState } from '../store/sources.ts';
import type { JobParts } from './parts.ts';

type Untold = NonNullable<SourceState['untold']>;

/** A longer gap between two polls proves nothing: what happened in it was told to nobody who listened. */
const GAP = 60_000;

/** So long a webhook may be under way, in milliseconds. */
const UNDER_WAY = 5 * 60_000;

/** What this poll adds to what no webhook told; nothing where one was heard since, or where none is set up. */
export async function untoldAfter(
  { store }: JobParts,
  { source }: Integration,
  state: SourceState,
  poll: { answer: Poll; first: ReadonlySet<string>; at: number; told: number | undefined },
): Promise<Untold | undefined> {
  const { telling } = poll.answer;
  if (!telling || !source || store.house.settings.silence.webhooks === 0) return undefined;
  const { told } = poll;
  const before = state.untold && (told === undefined || told < state.untold.since) ? state.untold : undefined;
  const missed = telling.due.filter((row) => poll.first.has(row)).length;
  const gap = poll.at - (state.heardAt ?? 0);
  if (missed === 0 || gap > GAP + 3_000 * source.pollSeconds) return before;
  return { count: (before?.count ?? 0) + missed, since: before?.since ?? poll.at };
}

/** A source can answer and still be silent: nothing reaches it, or it does not call. Each is an alert, and over when it is heard. */
export async function tellQuietParts(
  { store }: JobParts,
  { id, title }: Integration,
  { pulse, telling }: Poll,
  untold: Untold | undefined,
): Promise<void> {
  const now = store.now();
  const { silence } = store.house.settings;
  if (pulse) {
    const isSilent = pulse.asOf - pulse.last >= silence.pulse;
    const about = { system: id, title: pulse.title, since: pulse.last, sentence: pulse.mend };
    await takeSignal(store, isSilent ? noPulseSignal(about, pulse.means, now) : heardSignal(id, now, 'pulse'));
  }
  if (!telling || !untold) await takeSignal(store, heardSignal(id, now, 'webhooks'));
  else if (untold.count >= silence.webhooks && now - untold.since >= UNDER_WAY) {
    const about = { system: id, title, since: untold.since, sentence: telling.mend };
    await takeSignal(store, untoldSignal(about, untold.count, now));
  }
}
