import type { Button, ConfirmationDialog, PlainTextElement } from '@slack/types';
import type { Link } from '../../desk/alert/alert.ts';
import type { Action, Card } from '../../desk/card.ts';
import { cut } from '../../desk/text.ts';
import { buttonId } from '../button.ts';
import { flat, webAddress } from './escape.ts';
import {
  ACTION_ELEMENTS,
  ACTION_ID,
  BUTTON_TEXT,
  BUTTON_URL,
  CONFIRM_BUTTON,
  CONFIRM_TEXT,
  CONFIRM_TITLE,
  CONFIRMATIONS,
  LINKS,
} from './limits.ts';

/** Link buttons send a press as well, which has to be acknowledged though nothing is to be done. */
export const LINK_PREFIX = 'link:';

type Source = Pick<Card, 'ref' | 'revision'>;

/** Slack takes no empty text, so something else stands where there is none. */
export function plainText(text: string, limit: number, otherwise = ''): PlainTextElement {
  const words = [text, otherwise].map((one) => flat(one).trim()).find((one) => one !== '');
  return { type: 'plain_text', text: cut(words ?? '–', limit), emoji: false };
}

/** The buttons of a card, then its links; a button that cannot be identified, or twice the same one, is left out. */
export function cardButtons(card: Card): Button[] {
  const asking = card.actions.filter((action) => action.confirm !== undefined).length;
  const most = Math.min(CONFIRM_TEXT, Math.floor(CONFIRMATIONS / Math.max(asking, 1)));
  const buttons = new Map<string, Button>();
  for (const action of card.actions) {
    const button = actionButton(card, action, most);
    if (button?.action_id !== undefined && !buttons.has(button.action_id)) buttons.set(button.action_id, button);
  }
  return [...[...buttons.values()].slice(0, ACTION_ELEMENTS - LINKS), ...linkButtons(card.links)];
}

export function actionButton(card: Source, action: Action, confirmLimit = CONFIRM_TEXT): Button | undefined {
  const id = identifier(card, action);
  if (id === undefined) return undefined;
  return {
    type: 'button',
    action_id: id,
    text: plainText(action.label, BUTTON_TEXT, action.verb),
    ...(action.style === undefined ? {} : { style: action.style }),
    ...(action.confirm === undefined ? {} : { confirm: confirmation(action, action.confirm, confirmLimit) }),
  };
}

function linkButtons(links: readonly Link[]): Button[] {
  const addresses = links.flatMap((link) => {
    const url = webAddress(link.url, BUTTON_URL);
    return url === undefined ? [] : [{ label: link.label, url }];
  });
  return addresses.slice(0, LINKS).map(({ label, url }, index) => ({
    type: 'button',
    action_id: `${LINK_PREFIX}${index}`,
    text: plainText(label, BUTTON_TEXT, 'Open'),
    url,
  }));
}

function confirmation(action: Action, question: string, limit: number): ConfirmationDialog {
  return {
    title: plainText(action.label, CONFIRM_TITLE, action.verb),
    text: plainText(question, limit, 'Are you sure?'),
    confirm: plainText(action.label, CONFIRM_BUTTON, action.verb),
    deny: plainText('Cancel', CONFIRM_BUTTON),
    ...(action.style === undefined ? {} : { style: action.style }),
  };
}

function identifier(card: Source, action: Action): string | undefined {
  try {
    const id = buttonId(card, action).toWellFormed();
    return id.length > ACTION_ID || id.startsWith(LINK_PREFIX) ? undefined : id;
  } catch {
    return undefined;
  }
}
