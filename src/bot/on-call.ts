import { onCallCard } from '../desk/on-call-card.ts';
import { ownerOf } from '../desk/routing.ts';
import { viewNow } from '../store/view.ts';
import type { Answer } from './contract.ts';
import { type Command, type Desk, type Press, type Verb } from './table.ts';

/** `/desk oncall`: who is on call, who is next, and the way to change it. */
export const onCallCommand: Verb<Command> = { least: 'anyone', run: showOnCall };

async function showOnCall({ store }: Desk, { place }: Press): Promise<Answer> {
  const view = await viewNow(store);
  return { is: 'card', card: onCallCard(ownerOf(place, view.settings), view) };
}
