import { NO_ITEM, plainCard } from '../desk/card.ts';
import type { Notice } from '../desk/decision.ts';
import { SystemError } from '../desk/errors.ts';
import type { WorkItem } from '../desk/item.ts';
import { ownerOf } from '../desk/routing.ts';
import { isOld, type Signal } from '../desk/signal.ts';
import { heardSignal, silenceSignal } from '../desk/alert/silence.ts';
import type { Integration, Known, Source } from '../integrations/contract.ts';
import { commit } from '../store/commit.ts';
import { keepDevices } from '../store/devices.ts';
import { keepSourceWindows } from '../store/keep-windows.ts';
import { readOpenOf, readSource, readTold, type SourceState, writeSource } from '../store/sources.ts';
import { takeSignal } from '../store/signals.ts';
import { judgeSites, keepFleet } from '../store/sites.ts';
import type { JobParts } from './parts.ts';
import { tellQuietParts, untoldAfter } from './quiet-parts.ts';

/** Asks a source what is open and what became of what we hold open; takes all of it in. */
export async function poll(parts: JobParts, integration: Integration): Promise<void> {
  const { store, log } = parts;
  const { id, source, title } = integration;
  if (!source) return;
  const state = await readSource(store, id);
  if (state.cursor === undefined) await writeSource(store, id, state);
  const heardAt = store.now();
  const known = await knownOf(parts, id, source, state);
  const answer = await source.poll(known).catch((error: unknown) => error);
  if (!isPoll(answer)) {
    await noteFailure(parts, integration, state, answer);
    throw answer;
  }
  const devicesAt = await noteMaintenance(parts, id, source, state);
  const { failed, first } = await takeAll(parts, id, answer.signals, state);
  const untold = await untoldAfter(parts, integration, state, { answer, first, at: heardAt, told: known.told });
  const { failing: _failing, untold: _untold, ...rest } = state;
  /** Where a signal could not be taken in, the cursor stays: the next poll brings it again. */
  const cursor = failed === 0 ? { cursor: answer.cursor } : {};
  await writeSource(store, id, {
    ...rest,
    ...cursor,
    based: state.based || failed === 0,
    heardAt,
    openAtSource: answer.openAtSource,
    ...(devicesAt === undefined ? {} : { devicesAt }),
    ...(untold ? { untold } : {}),
  });
  // Asked at every poll: a kill between two steps must not leave the card open.
  await takeSignal(store, heardSignal(id, store.now()));
  await tellQuietParts(parts, integration, answer, untold);
  if (!state.based && failed === 0) await announceBaseline(parts, id, source, title);
  log.info({ source: id, signals: answer.signals.length, open: answer.openAtSource, failed }, 'a source was polled');
}

/**
 * Before its alerts are taken in: those of a device that the source keeps quiet must not be posted. Answers when the newest
 * list was read that counts; another process may have taken in a newer one than this has.
 */
async function noteMaintenance(
  { store, log }: JobParts,
  id: string,
  source: Source,
  { devicesAt }: SourceState,
): Promise<number | undefined> {
  const watched = await source.devices?.();
  if (!watched || (devicesAt !== undefined && isOld(watched.readAt, devicesAt, store.now()))) return devicesAt;
  try {
    const quiet = watched.devices.filter(({ maintenance }) => maintenance);
    await keepSourceWindows(store, id, quiet);
    await keepFleet(store, id, watched.devices);
    await keepDevices(store, id, watched.devices);
    return watched.readAt;
  } catch (error) {
    log.error({ source: id, error }, 'what the source keeps quiet could not be noted');
    return devicesAt;
  }
}

function isPoll(answer: unknown): answer is Awaited<ReturnType<Source['poll']>> {
  return typeof answer === 'object' && answer !== null && 'signals' in answer;
}

export async function knownOf(parts: JobParts, id: string, source: Source, state: SourceState): Promise<Known> {
  const [open, told] = await Promise.all([readOpenOf(parts.store, source.kind, id), readTold(parts.store, id)]);
  return {
    cursor: state.cursor,
    told,
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

/** Signals after which sites are looked at, so that many devices of one are not posted before it is known to be down. */
const JUDGED_AFTER = 10;

interface Taken {
  /** How many could not be taken in. */
  failed: number;
  /** Rows of which nobody had told before. */
  first: ReadonlySet<string>;
}

/** Takes in each signal by itself, so that one that fails loses no other. */
async function takeAll(parts: JobParts, id: string, signals: readonly Signal[], state: SourceState): Promise<Taken> {
  let failed = 0;
  const first = new Set<string>();
  for (const [index, signal] of signals.entries()) {
    try {
      const quiet = !state.based && beganBefore(signal, state.firstAt);
      const outcome = await takeSignal(parts.store, signal, quiet);
      if (!quiet && outcome.is === 'changed' && outcome.item.revision === 0) first.add(signal.row);
      if (index % JUDGED_AFTER === 0) await judgeSites(parts.store);
    } catch (error) {
      failed += 1;
      parts.log.error({ source: id, row: signal.row, error }, 'a signal could not be taken in');
    }
  }
  await judgeSites(parts.store);
  return { failed, first };
}

/** What was open before the desk first looked is its baseline: counted and listed, not posted. */
export function beganBefore(signal: Signal, instant: number): boolean {
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
