import type { Check } from '../desk/check.ts';
import type { Destination } from '../desk/destination.ts';
import { plain } from '../desk/text.ts';
import { ProofState, proofWords } from '../desk/look/proof.ts';
import { OURSELVES } from '../desk/alert/silence.ts';
import { key } from './redis.ts';
import type { Store } from './store.ts';

/** The last count at each source, and the desk's own, by id. */
export async function readProofs(store: Store): Promise<ReadonlyMap<string, ProofState>> {
  const texts = await store.database.redis.hgetall(key('proofs'));
  return new Map(Object.entries(texts).map(([id, text]) => [id, ProofState.parse(JSON.parse(text))]));
}

export async function readProof(store: Store, id: string): Promise<ProofState> {
  const text = await store.database.redis.hget(key('proofs'), id);
  return text === null ? {} : ProofState.parse(JSON.parse(text));
}

export async function writeProof(store: Store, id: string, state: ProofState): Promise<void> {
  await store.database.redis.hset(key('proofs'), id, JSON.stringify(state));
}

/** Somebody wants a count now, and hears of it at that place. */
export async function addProofWish(store: Store, place: Destination): Promise<void> {
  await store.database.redis.hset(key('proof-wishes'), place, String(store.now()));
}

/** Who wants a count, and since when. */
export async function readProofWishes(store: Store): Promise<{ place: Destination; at: number }[]> {
  const wishes = await store.database.redis.hgetall(key('proof-wishes'));
  return Object.entries(wishes).map(([place, at]) => ({ place, at: Number(at) }));
}

export async function dropProofWish(store: Store, place: Destination): Promise<void> {
  await store.database.redis.hdel(key('proof-wishes'), place);
}

/** How the counts went, for `/desk health`. */
export async function checkProofs(store: Store): Promise<Check[]> {
  const proofs = await readProofs(store);
  return [...Object.keys(store.house.sources), OURSELVES].flatMap((id): Check[] => {
    const state = proofs.get(id);
    if (!state) return [];
    const { proof, failing } = state;
    const open = proof?.differences.some(({ mended }) => !mended) === true;
    const title = store.house.titles[id] ?? id;
    return [
      {
        what: `Count at ${title}`,
        state: failing || open ? 'warning' : 'good',
        says: plain(proofWords(title, state)),
        ...(failing || open ? { mend: 'A lead can run /desk ledger prove.' } : {}),
      },
    ];
  });
}
