import type { WebClient } from '@slack/web-api';
import { HOME } from '../../desk/home.ts';
import type { Answer } from '../contract.ts';
import { viewFor } from './answer-view.ts';
import { publishHome } from './home.ts';
import { openView, type Spot } from './spot.ts';

/**
 * Answers what was done on a home tab, or in a modal over it, where no message can be answered: the page takes its own place,
 * and everything else opens over it. Rejects when Slack would not show it.
 */
export async function answerOverHome(
  client: WebClient,
  spot: Spot & Required<Pick<Spot, 'view'>>,
  answer: Answer,
): Promise<void> {
  const { account, view, trigger } = spot;
  const isPage = answer.is === 'said' || answer.is === 'card';
  const own = answer.is === 'card' && answer.card.ref === HOME;
  if (isPage && (own || (view === 'tab' && trigger === undefined))) return publishHome(client, account, answer);
  const modal = viewFor(spot, answer);
  if (isPage && view !== 'tab') {
    await client.views.update({ view_id: view.modal, view: modal });
    return;
  }
  await openView(client, spot, modal);
}
