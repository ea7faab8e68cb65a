import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Card } from '../../desk/card.ts';
import { cut } from '../../desk/text.ts';
import type { Homes, Page } from '../contract.ts';
import { plainText } from './buttons.ts';
import { LINES, SECTION_TEXT, VIEW_BLOCKS, VIEW_CHARACTERS, VIEW_ROWS, VIEW_TITLE } from './limits.ts';
import { plainLine, richLine } from './line.ts';
import { blocksOf } from './render.ts';
import { isTooMuch, refusalOf, sendErrorFrom } from './trouble.ts';
import { untilAborted } from './until-aborted.ts';

/** What a view holds, which is more than a message does. */
const VIEW = { characters: VIEW_CHARACTERS, blocks: VIEW_BLOCKS, rows: VIEW_ROWS } as const;

/** https://docs.slack.dev/reference/methods/views.publish: tier 4, 100 a minute. What is left is for those who open their home or press there. */
const PACING: Homes['pacing'] = { count: 60, seconds: 60, burst: 20 };

/** Slack's words for a view that it does not want to draw. */
const UNDRAWN = new Set(['invalid_arguments', 'view_too_large']);

/** Publishes over a client of its own: no press waits behind it. */
export function createHomes(client: WebClient): Homes {
  return {
    pacing: PACING,
    async publish(account, page, signal) {
      await untilAborted(() => publishHome(client, account, page), signal).catch((error: unknown) => {
        throw sendErrorFrom(error, false);
      });
    },
  };
}

/** Makes somebody's home tab look like the page; in words alone where Slack would not draw it. */
export async function publishHome(client: WebClient, account: string, page: Page): Promise<void> {
  try {
    await client.views.publish({ user_id: account, view: homeView(page) });
  } catch (error) {
    if (!isTooMuch(error) && !UNDRAWN.has(refusalOf(error) ?? '')) throw error;
    await client.views.publish({ user_id: account, view: { type: 'home', blocks: [wordsOf(page)] } });
  }
}

function homeView(page: Page): HomeView {
  if (page.is === 'card') return { type: 'home', blocks: blocksOf(page.card, VIEW) };
  const elements = richLine(page.line, { limit: LINES, rings: false });
  if (elements.length === 0) return { type: 'home', blocks: [wordsOf(page)] };
  return { type: 'home', blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }] };
}

/** A card over the page, with its buttons. */
export function cardView(card: Card): ModalView {
  return {
    type: 'modal',
    title: plainText('Deskbell', VIEW_TITLE),
    close: plainText('Close', VIEW_TITLE),
    blocks: blocksOf(card, VIEW),
  };
}

function wordsOf(page: Page): KnownBlock {
  const lines = page.is === 'said' ? [page.line] : [[page.card.title], ...page.card.lines];
  const words = cut(lines.map(plainLine).join(' · '), SECTION_TEXT);
  return { type: 'section', text: plainText(words, SECTION_TEXT, 'Deskbell') };
}
