import { NO_ITEM, plainCard } from '../desk/card.ts';
import type { Notice } from '../desk/decision.ts';
import { SystemError } from '../desk/errors.ts';
import type { WorkItem } from '../desk/item.ts';
import { ownerOf } from '../desk/routing.ts';
import type { Signal } from '../desk/signal.ts';
import { heardSignal, silenceSignal } from '../desk/silence.ts';
import type { Integration, Known, Source } from '../integrations/contract.ts';
import { commit } from '../store/commit.ts';
import { readOpenOf, readSource, type SourceState, writeSource } from '../store/sources.ts';
import { takeSignal } from '../store/signals.ts';
import type { JobParts } from './parts.ts';

/** Asks a source what is open and what became of what we hold open; takes all of it in. */
export async function poll(parts: JobParts, integration: Integration): Promise<void> {
  const { store, log } = parts;
  const { id, source, title } = integration;
  if (!source) return;
  const state = await readSource(store, id);
  if (state.cursor === undefined) await writeSource(store, id, state);
  const heardAt = store.now();
  const answer = await source.poll(await knownOf(parts, id, source, state)).catch((error: unknown) => error);
  if (!isPoll(answer)) {
    await noteFailure(parts, integration, state, answer);
    throw answer;
  }
  const failed = await takeAll(parts, id, answer.signals, state);
  const { failing: _failing, ...rest } = state;
  /** Where a signal could not be taken in, the cursor stays: the next poll brings it again. */
  const cursor = failed === 0 ? { cursor: answer.cursor } : {};
  await writeSource(store, id, {
    ...rest,
    ...cursor,
    based: state.based || failed === 0,
    heardAt,
    openAtSource: answer.openAtSource,
  });
  // Asked at every poll: a kill between two steps must not leave the card open.
  await takeSignal(store, heardSignal(id, store.now()));
  if (!state.based && failed === 0) await announceBaseline(parts, id, source, title);
  log.info({ source: id, signals: answer.signals.length, open: answer.openAtSource, failed }, 'a source was polled');
}

function isPoll(answer: unknown): answer is Awaited<ReturnType<Source['poll']>> {
  return typeof answer === 'object' && answer !== null && 'signals' in answer;
}

async function knownOf(parts: JobParts, id: string, source: Source, state: SourceState): Promise<Known> {
  const open = await readOpenOf(parts.store, source.kind, id);
  return {
    cursor: state.cursor,
    open: open.map((item) => ({
      row: item.row,
      condition: item.kind === 'alert' ? item.condition : item.ref,
      attended: attended(item),
    })),
  };
}

function attended(item: WorkItem): boolean {
  return item.acknowledged !== undefined || (item.kind === 'alert' && item.claimed !== undefined);
}

/** Takes in each signal by itself, so that one that fails loses no other; answers how many failed. */
async function takeAll(parts: JobParts, id: string, signals: readonly Signal[], state: SourceState): Promise<number> {
  let failed = 0;
  for (const signal of signals) {
    try {
      await takeSignal(parts.store, signal, !state.based && beganBefore(signal, state.firstAt));
    } catch (error) {
      failed += 1;
      parts.log.error({ source: id, row: signal.row, error }, 'a signal could not be taken in');
    }
  }
  return failed;
}

/** What was open before the desk first looked is its baseline: counted and listed, not posted. */
function beganBefore(signal: Signal, instant: number): boolean {
  if (signal.kind === 'alert') return signal.seen.state === 'open' && signal.seen.facts.startedAt < instant;
  return signal.seen.state === 'there' && signal.seen.facts.createdAt < instant;
}

/** A source that stays silent becomes an alert of its own: nobody else would tell. */
async function noteFailure(
  { store }: JobParts,
  { id, title }: Integration,
  state: SourceState,
  error: unknown,
): Promise<void> {
  const sentence = error instanceof SystemError ? error.message : 'its answer could not be understood';
  const now = store.now();
  const since = state.failing?.since ?? now;
  await writeSource(store, id, { ...state, failing: { since, sentence } });
  if (now - since >= store.house.settings.silence.after)
    await takeSignal(store, silenceSignal({ system: id, title, since, sentence }, now));
}

/** One summary of what was open already, instead of old cards by the hundred. */
async function announceBaseline(parts: JobParts, id: string, source: Source, title: string): Promise<void> {
  const { store } = parts;
  const open = await readOpenOf(store, source.kind, id);
  const what = source.kind === 'alert' ? 'alerts' : 'tickets';
  const shared = store.house.defaults.filter((destination) => ownerOf(destination, store.house.settings) === undefined);
  const notices = shared.map((destination): Notice => ({
    key: `baseline/${id}/${destination}`,
    destination,
    loud: true,
    rank: 3,
    at: store.now(),
    card: plainCard({
      title: `Watching ${title}`,
      tone: 'neutral',
      lines: [[baselineSentence(open.length, what)]],
      actions:
        open.length > 0 ? [{ verb: 'list', label: `Show ${open.length}`, ref: NO_ITEM, with: `${what}.all.1` }] : [],
    }),
  }));
  await commit(store, [], { notices });
}

function baselineSentence(count: number, what: string): string {
  if (count === 0) return 'Nothing is open there. What comes from now on is posted here.';
  const were = count === 1 ? `One of its ${what} was` : `${count} ${what} were`;
  return `${were} open already: in the lists and digests, not posted. What comes from now on is posted here.`;
}
