import type { WebClient } from '@slack/web-api';
import { HOME } from '../../desk/look/home.ts';
import type { Answer, Page } from '../contract.ts';
import { viewFor } from './answer-view.ts';
import { publishHome } from './home.ts';
import { openView, type Spot } from './spot.ts';

type OverHome = Spot & Required<Pick<Spot, 'view'>>;

/**
 * Answers what was done on a home tab, or in a modal over it, where no message can be answered: the page takes its own place,
 * and everything else opens over it. Rejects when Slack would not show it.
 */
export async function answerOverHome(client: WebClient, spot: OverHome, answer: Answer): Promise<void> {
  const page = pageFor(spot, answer);
  if (page !== undefined) return publishHome(client, spot.account, page);
  const modal = viewFor(spot, answer);
  if (spot.view !== 'tab' && (answer.is === 'said' || answer.is === 'card')) {
    await client.views.update({ view_id: spot.view.modal, view: modal });
    return;
  }
  await openView(client, spot, modal);
}

/** The page itself, or whatever there is to say to somebody who only opened it; undefined for what must not take its place. */
export function pageFor({ view, trigger }: Spot, answer: Answer): Page | undefined {
  if (answer.is !== 'said' && answer.is !== 'card') return undefined;
  if (answer.is === 'card' && answer.card.ref === HOME) return view === undefined ? undefined : answer;
  return view === 'tab' && trigger === undefined ? answer : undefined;
}
