import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Filled } from '../../desk/form.ts';
import type { Line } from '../../desk/text.ts';
import type { Answer, PlatformLog } from '../contract.ts';
import { escapeMrkdwn } from './escape.ts';
import { viewFor } from './answer-view.ts';
import { linesView } from './form.ts';
import { answerOverHome, pageFor } from './over-home.ts';
import { reasonOf } from './library-log.ts';
import { LINES } from './limits.ts';
import { richLine } from './line.ts';
import { renderCard } from './render.ts';
import { respond, type Response } from './respond.ts';
import { channelOf, openView, type Spot } from './spot.ts';
import { refusalOf } from './trouble.ts';

/** The ways to show somebody an answer that nobody else sees. None of them throws. */
export interface Show {
  answer(spot: Spot, answer: Answer): Promise<void>;
  /** A modal that will hold a form in a moment; its id, or undefined when Slack would not open it. */
  loading(spot: Spot): Promise<string | undefined>;
  /** Puts the answer into a modal that is open; `filled` is what the person had typed there. */
  intoView(view: string, spot: Spot, answer: Answer, filled?: Filled): Promise<void>;
}

export const WORKING: Line = ['One moment …'];
const TOO_LATE: Line = ['Slack did not wait long enough for the form. Please press again.'];

export function createShow(client: WebClient, log: PlatformLog): Show {
  /** To the presser alone: where they acted, else as an ephemeral message, else directly. */
  async function tell(spot: Spot, response: Response): Promise<void> {
    const ways = [
      () => byResponse(spot, response),
      () => asEphemeral(client, spot, response),
      () => directly(client, spot, response),
    ];
    for (const way of ways) {
      try {
        if (await way()) return;
      } catch (error) {
        log.warn({ account: spot.account, reason: reasonOf(error) }, 'an answer did not reach the presser this way');
      }
    }
    log.error({ account: spot.account }, 'an answer did not reach the presser');
  }

  async function open(spot: Spot, view: ModalView): Promise<string | undefined> {
    if (spot.trigger === undefined) return undefined;
    try {
      return await openView(client, spot, view);
    } catch (error) {
      log.warn({ account: spot.account, reason: reasonOf(error) }, 'Slack did not open a form');
      return undefined;
    }
  }

  /** False when it has to be shown elsewhere. A page belongs nowhere else: whoever keeps the pages draws it again. */
  async function overHome(spot: Spot, given: Answer): Promise<boolean> {
    const { view } = spot;
    if (view === undefined) return false;
    try {
      await answerOverHome(client, { ...spot, view }, given);
      return true;
    } catch (error) {
      log.warn({ account: spot.account, reason: reasonOf(error) }, 'an answer was not shown over a home');
      return pageFor(spot, given) !== undefined;
    }
  }

  async function answer(spot: Spot, given: Answer): Promise<void> {
    if (await overHome(spot, given)) return undefined;
    if (given.is === 'said') return isEmpty(given.line) ? undefined : tell(spot, said(given.line));
    if (given.is === 'card')
      return tell(spot, { ...renderCard(given.card), replace_original: spot.ownCard === given.card.ref });
    const opened = await open(spot, viewFor(spot, given));
    return opened === undefined ? tell(spot, said(TOO_LATE)) : undefined;
  }

  async function intoView(view: string, spot: Spot, given: Answer, filled?: Filled): Promise<void> {
    try {
      await client.views.update({ view_id: view, view: viewFor(spot, given, filled) });
      if (given.is === 'card' && spot.view === undefined) await answer(spot, given);
    } catch (error) {
      log.info({ account: spot.account, reason: refusalOf(error) ?? reasonOf(error) }, 'a form was closed meanwhile');
      await answer(spot, given.is === 'mistakes' ? { is: 'said', line: unsaved(given.mistakes) } : given);
    }
  }

  return { answer, intoView, loading: (spot) => open(spot, linesView('Deskbell', [WORKING])) };
}

function unsaved(mistakes: Readonly<Record<string, string>>): Line {
  return [`Nothing was saved. ${Object.values(mistakes).join(' ')}`];
}

function said(line: Line): Response {
  const elements = richLine(line, { limit: LINES, rings: false });
  const text = escapeMrkdwn(elements.map((element) => ('text' in element ? (element.text ?? '') : '')).join(''));
  return {
    text: text || 'Deskbell',
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
  };
}

function isEmpty(line: Line): boolean {
  return richLine(line, { limit: LINES, rings: false }).length === 0;
}

async function byResponse(spot: Spot, response: Response): Promise<boolean> {
  if (spot.responseUrl === undefined) return false;
  await respond(spot.responseUrl, { ...response, ...(spot.thread === undefined ? {} : { thread_ts: spot.thread }) });
  return true;
}

async function asEphemeral(client: WebClient, spot: Spot, response: Response): Promise<boolean> {
  const channel = channelOf(spot.place);
  if (channel === undefined) return false;
  await client.apiCall('chat.postEphemeral', { channel, user: spot.account, ...wordsOf(response) });
  return true;
}

async function directly(client: WebClient, spot: Spot, response: Response): Promise<boolean> {
  const { channel } = await client.conversations.open({ users: spot.account });
  await client.apiCall('chat.postMessage', { channel: channel?.id ?? spot.account, ...wordsOf(response) });
  return true;
}

function wordsOf({ text, blocks, attachments }: Response): Record<string, unknown> {
  return { text, blocks, attachments };
}
