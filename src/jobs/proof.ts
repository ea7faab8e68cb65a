import { plainCard } from '../desk/card.ts';
import { dayOf } from '../desk/clock/day.ts';
import { type Notice, unchanged } from '../desk/decision.ts';
import type { Destination } from '../desk/destination.ts';
import { SystemError } from '../desk/errors.ts';
import { clientOf, isOpen, type WorkItem } from '../desk/item.ts';
import {
  type Difference,
  differenceOf,
  isNews,
  type Proof,
  proofCard,
  proofLine,
  titleFor,
} from '../desk/look/proof.ts';
import { ownerOf } from '../desk/routing.ts';
import { isOld, type Signal } from '../desk/signal.ts';
import { OURSELVES } from '../desk/alert/silence.ts';
import type { Integration, Known, Source } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import { commit } from '../store/commit.ts';
import { type Ledger, readLedger, type SeenSpan } from '../store/ledger.ts';
import { dropProofWish, readProof, readProofs, readProofWishes, writeProof } from '../store/proofs.ts';
import { readEpisode, readWork } from '../store/read.ts';
import { readSignalled, takeSignal } from '../store/signals.ts';
import { readSource } from '../store/sources.ts';
import type { Store } from '../store/store.ts';
import { beganBefore, knownOf, poll } from './poll.ts';
import type { JobParts } from './parts.ts';

/** A count that failed is tried again after this time. */
const TRY_AGAIN = 10 * 60_000;
/** What happened within this time before a poll may be news to it: clocks of two machines differ. */
const NEWS = 60_000;
/** Differences that are kept. */
const MOST_KEPT = 100;

/** Counts again at each source, once a night and whenever somebody wants it, item by item; what differs is mended and told. */
export async function proof(parts: JobParts): Promise<void> {
  const { store } = parts;
  const wishes = await readProofWishes(store);
  let counted = false;
  for (const integration of parts.integrations) {
    const { source } = integration;
    if (!source) continue;
    const wanted = wishes.length > 0 || (await isDue(store, integration.id));
    if (wanted && (await countAt(parts, integration, source))) counted = true;
  }
  if (counted || wishes.length > 0) await countOwn(store);
  for (const { place, at } of wishes) {
    await commit(store, [], { notices: [await resultFor(store, place, at)] });
    await dropProofWish(store, place);
  }
}

function today(store: Store): Temporal.PlainDate {
  const { zone } = store.house.settings;
  return Temporal.Instant.fromEpochMilliseconds(store.now()).toZonedDateTimeISO(zone).toPlainDate();
}

/** Its time has come today, the source was there before it, and it was not counted or tried just now. */
async function isDue(store: Store, id: string): Promise<boolean> {
  const { settings } = store.house;
  const now = store.now();
  const [{ day, failing }, { based, firstAt }] = await Promise.all([readProof(store, id), readSource(store, id)]);
  const plainTime = Temporal.PlainTime.from(settings.ledger.proveAt);
  const due = today(store).toZonedDateTime({ timeZone: settings.zone, plainTime }).epochMilliseconds;
  if (now < due || !based || firstAt >= due || day === today(store).toString()) return false;
  return failing === undefined || now - failing.triedAt >= TRY_AGAIN;
}

/** False when the source could not be asked: that is noted, and it is tried again. */
async function countAt(parts: JobParts, integration: Integration, source: Source): Promise<boolean> {
  const { store, log } = parts;
  const { id, title } = integration;
  try {
    const since = store.now();
    // What a poll would have found is no difference: it is asked first.
    await poll(parts, integration);
    const state = await readSource(store, id);
    const known = await knownOf(parts, id, source, state);
    const answer = await source.poll({ ...known, cursor: undefined, whole: true });
    const found: Difference[] = [];
    for (const signal of answer.signals) {
      const difference = await mended(store, signal, { title, since: since - NEWS, firstAt: state.firstAt });
      if (difference) found.push(difference);
    }
    found.push(...(await untold(store, known.open, answer.signals, title)));
    const result = { at: store.now(), counted: answer.openAtSource, ...kept(found) };
    await writeProof(store, id, { proof: result, day: today(store).toString() });
    await tell(store, id, title, result);
    log.info({ source: id, counted: result.counted, differences: result.found }, 'a source was counted');
    return true;
  } catch (error) {
    log.warn({ source: id, error }, 'a source could not be counted');
    const sentence = error instanceof SystemError ? `${error.message}.` : 'Its answer could not be understood.';
    const before = await readProof(store, id);
    const failing = { since: before.failing?.since ?? store.now(), triedAt: store.now(), sentence };
    await writeProof(store, id, { ...before, failing });
    return false;
  }
}

function kept(found: readonly Difference[]): Pick<Proof, 'found' | 'differences'> {
  return { found: found.length, differences: found.slice(0, MOST_KEPT) };
}

/** Takes the signal in, and says where it was not what the desk knew. */
async function mended(
  store: Store,
  signal: Signal,
  about: { title: string; since: number; firstAt: number },
): Promise<Difference | undefined> {
  const held = await readSignalled(store, signal);
  const newer = held !== undefined && isOld(signal.readAt, held.readAt, store.now());
  const told = newer ? undefined : differenceOf(held, signal, about.title);
  await takeSignal(store, signal, !held && beganBefore(signal, about.firstAt));
  if (!told || isNews(signal, about.since)) return undefined;
  const item = await readSignalled(store, signal);
  const shown = item ?? held;
  if (!shown) return undefined;
  return { ...told, ...named(shown), mended: differenceOf(item, signal, about.title) === undefined };
}

function named(item: WorkItem): Pick<Difference, 'ref' | 'title' | 'client'> {
  const client = clientOf(item);
  return { ref: item.ref, title: titleFor(item), ...(client === undefined ? {} : { client }) };
}

/** What is open here, and of which a whole count said nothing at all. */
async function untold(
  store: Store,
  open: Known['open'],
  signals: readonly Signal[],
  title: string,
): Promise<Difference[]> {
  const told = new Set(signals.map((one) => (one.kind === 'alert' ? one.condition : `${one.source}/${one.row}`)));
  const found: Difference[] = [];
  for (const { condition } of open.filter((one) => !told.has(one.condition))) {
    const item = (await readEpisode(store, condition)) ?? (await readWork(store, condition));
    if (item && isOpen(item))
      found.push({ what: 'untold', ...named(item), says: `${title} says nothing of it`, mended: false });
  }
  return found;
}

/** The desk's own books of yesterday and today: what is astray is looked at again. */
async function countOwn(store: Store): Promise<void> {
  const date = today(store);
  const span = { from: dayOf(date.subtract({ days: 1 }), store.house.settings.zone).from, to: store.now() + 1 };
  const ledger = await readLedger(store, span);
  const astray = straysOf(ledger);
  for (const ref of astray.keys()) await lookAgain(store, ref);
  const left = astray.size > 0 ? await stillAstray(store, span) : new Set<string>();
  const found = [...astray].map(([ref, says]): Difference => {
    const item = ledger.items.get(ref);
    const name = item ? named(item) : { ref, title: ref };
    return { what: 'astray', ...name, says, mended: !left.has(ref) };
  });
  const result = { at: store.now(), counted: ledger.items.size, ...kept(found) };
  await writeProof(store, OURSELVES, { proof: result, day: date.toString() });
  await tell(store, OURSELVES, store.house.titles[OURSELVES] ?? OURSELVES, result);
}

function straysOf({ strays, balances }: Ledger): Map<string, string> {
  return new Map([...strays, ...balances.flatMap((one) => one.strays)].map(({ ref, why }) => [ref, why]));
}

async function stillAstray(store: Store, span: SeenSpan): Promise<Set<string>> {
  return new Set(straysOf(await readLedger(store, span)).keys());
}

/** A commit that changes nothing has the item counted where it belongs, and its messages looked at. */
async function lookAgain(store: Store, ref: string): Promise<void> {
  await change<WorkItem, WorkItem | undefined>(store, {
    read: () => readWork(store, ref),
    decide: (item) => (item ? { is: 'changed', item, entries: [], effects: [], notices: [] } : unchanged()),
  });
}

/** Says in the shared channels what differed. */
async function tell(store: Store, id: string, title: string, result: Proof): Promise<void> {
  if (result.found === 0) return;
  const { settings, defaults } = store.house;
  const shared = defaults.filter((destination) => ownerOf(destination, settings) === undefined);
  const notices = shared.map((destination): Notice => ({
    key: `proof/${id}/${result.at}/${destination}`,
    destination,
    clients: [...new Set(result.differences.flatMap(({ client }) => client ?? []))],
    loud: true,
    rank: 3,
    at: result.at,
    card: proofCard(id, title, result),
  }));
  await commit(store, [], { notices });
}

/** What came of a count that somebody wanted. */
async function resultFor(store: Store, place: Destination, wishedAt: number): Promise<Notice> {
  const proofs = await readProofs(store);
  const shown = [...Object.keys(store.house.sources), OURSELVES].flatMap((id) => {
    const state = proofs.get(id);
    return state ? [[id, state] as const] : [];
  });
  const clients = shown.flatMap(([, { proof: one }]) => one?.differences.flatMap(({ client }) => client ?? []) ?? []);
  return {
    key: `proof/wish/${wishedAt}/${place}`,
    destination: place,
    clients: [...new Set(clients)],
    loud: true,
    rank: 3,
    at: store.now(),
    card: plainCard({
      title: 'Counted again',
      lines: shown.map(([id, state]) => proofLine(store.house.titles[id] ?? id, state)),
    }),
  };
}
