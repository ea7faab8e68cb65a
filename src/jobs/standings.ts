import { unchanged } from '../desk/decision.ts';
import type { TimeEntry } from '../desk/time/entry.ts';
import { standTime } from '../desk/time/log-time.ts';
import type { Standing } from '../integrations/contract.ts';
import { change } from '../store/change.ts';
import type { Store } from '../store/store.ts';
import { beginStandings } from '../store/time-book.ts';
import { onItsCard, readDrafts, readTime } from '../store/time.ts';
import type { JobParts } from './parts.ts';

const AT_ONCE = 60;

/** Several messages that count hours go out at once: one of them asks. */
const FRESH_SECONDS = 300;

/** Records which drafts were submitted, deleted or cancelled in the time book. Those are not asked about again. */
export async function standings({ store, integrations }: JobParts): Promise<void> {
  const reader = integrations.find((one) => one.timeBook)?.timeReader;
  if (!reader) return;
  const drafts = (await readDrafts(store)).flatMap(({ ref, wish, saved }) =>
    saved ? [{ ref, key: wish.key, name: saved.name }] : [],
  );
  for (let start = 0; start < drafts.length; start += AT_ONCE) {
    const some = drafts.slice(start, start + AT_ONCE);
    const told = await reader.standing(some.map(({ key, name }) => ({ key, name })));
    for (const { ref, key, name } of some) await record(store, ref, name, told.get(key));
  }
}

/** The same before hours are counted. Where the book does not answer, the last that is known counts. */
export async function freshStandings(parts: JobParts): Promise<void> {
  if (!(await beginStandings(parts.store, FRESH_SECONDS))) return;
  try {
    await standings(parts);
  } catch (error) {
    parts.log.warn({ error }, 'it could not be read which drafts were submitted');
  }
}

async function record(store: Store, ref: string, name: string, standing: Standing | undefined): Promise<void> {
  if (standing === undefined || standing === 'draft') return;
  await change<TimeEntry, TimeEntry | undefined>(store, {
    read: () => readTime(store, ref),
    decide: (entry, view) => (entry ? standTime(entry, { name, standing }, view) : unchanged()),
    also: (changed, view) => onItsCard(store, changed.item, view),
  });
}
