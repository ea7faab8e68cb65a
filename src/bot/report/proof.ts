import { type Action, type CardRow, NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import { directAccount } from '../../desk/destination.ts';
import { mayAct } from '../../desk/people.ts';
import { differenceLine, proofLine, type ProofState } from '../../desk/look/proof.ts';
import { isServed, ownerOf } from '../../desk/routing.ts';
import { OURSELVES } from '../../desk/alert/silence.ts';
import { addProofWish, readProof } from '../../store/proofs.ts';
import type { Answer } from '../contract.ts';
import { ELSEWHERE } from './ledger-asking.ts';
import { howToLink } from '../link.ts';
import { pageCard } from '../page-card.ts';
import { type Click, type Desk, type Press, said, type Verb } from '../table.ts';

/** How the last count at each source ended. */
export function proofRows(
  view: DeskView,
  proofs: ReadonlyMap<string, ProofState>,
  sources: Readonly<Record<string, number>>,
): CardRow[] {
  return [...Object.keys(sources), OURSELVES].flatMap((id): CardRow[] => {
    const state = proofs.get(id);
    if (!state) return [];
    const line = proofLine(view.titles[id] ?? id, state);
    const behindIt: Action = { verb: 'proof', label: 'Show', ref: NO_ITEM, with: `${id}.1` };
    return [state.proof?.differences.length ? { line, action: behindIt } : { line }];
  });
}

/** What a count found. The button's word is `source.page`. */
export const proofClick: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    if (ownerOf(press.place, store.house.settings) !== undefined) return said(ELSEWHERE);
    const [id = '', page = ''] = (press.ask.with ?? '').split('.');
    const { proof } = await readProof(store, id);
    if (!proof) return said('Nothing has been counted there yet.');
    const rows = proof.differences.map((one): CardRow => ({
      line: differenceLine(one),
      action: { verb: 'show', label: 'Open', ref: one.ref },
    }));
    const title = `Differences that the count at ${store.house.titles[id] ?? id} found: ${proof.found}`;
    const turn = (next: number): Action => ({ verb: 'proof', label: '', ref: NO_ITEM, with: `${id}.${next}` });
    return { is: 'card', card: pageCard(rows, Number(page) || 1, title, turn) };
  },
};

/** Counts again now; the result is told where it was asked for. */
export async function prove({ store, ports }: Desk, { place, person, presser }: Press): Promise<Answer> {
  const { settings, defaults, sources, titles } = store.house;
  if (!person) return said(howToLink(presser));
  if (!mayAct(person, 'lead'))
    return said(`This needs the role lead; yours is ${person.role}. An owner can change that.`);
  if (
    ownerOf(place, settings) !== undefined ||
    (directAccount(place) === undefined && !isServed(place, settings, defaults))
  )
    return said(
      'Ask for a count in one of the shared channels of the desk or in a direct message: it is about all clients.',
    );
  const names = Object.keys(sources).map((id) => titles[id] ?? id);
  if (names.length === 0) return said('There is no source that could be counted.');
  await addProofWish(store, place);
  ports.prove();
  return said(`Counting at ${names.join(' and ')} now. What comes of it is posted here.`);
}
