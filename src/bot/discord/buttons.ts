import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Link } from '../../desk/alert/alert.ts';
import type { Action, Card } from '../../desk/card.ts';
import { buttonId, MOST_BUTTONS } from '../button.ts';
import { label as labelFor, webAddress } from './escape.ts';
import { BUTTON_LABEL, BUTTON_URL, CARD_LINKS, CUSTOM_ID, ROW_BUTTONS } from './limits.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Makes buttons for one message, in which no identifier may stand twice; `again`: the same button may, as in rows that name one item. */
export type ButtonMaker = (action: Action, again?: 'again') => APIButtonComponent | undefined;

type Owner = Pick<Card, 'ref' | 'revision'>;

/** Put before the identifier of a button that asks before it counts. */
const ASKS = '?';
/** Put before that, once for each row above that has the same button: Discord takes no identifier twice. */
const ONCE_MORE = '+';

export function buttonMaker(card: Owner): ButtonMaker {
  const seen = new Map<string, number>();
  return (action, again) => {
    const id = identifier(card, action);
    if (id === undefined) return undefined;
    const before = seen.get(id) ?? 0;
    const customId = `${ONCE_MORE.repeat(before)}${action.confirm === undefined ? '' : ASKS}${id}`;
    if ((before > 0 && again !== 'again') || customId.length > CUSTOM_ID) return undefined;
    seen.set(id, before + 1);
    return pressable(customId, action.label || action.verb, styleOf(action));
  };
}

/** What a pressed identifier means: the button's own identifier, and whether to ask first. */
export function understand(customId: string): { id: string; asks: boolean } {
  const named = customId.slice(customId.search(/[^+]|$/));
  const asks = named.startsWith(ASKS);
  return { id: asks ? named.slice(ASKS.length) : named, asks };
}

/** The button that says yes to the question of another one. */
export function yesButton(id: string, label: string): APIButtonComponent {
  return pressable(id, label, ButtonStyle.Danger);
}

/** The identifiers of a card's buttons with what each asks. */
export function buttonsOf(card: Card): { id: string; confirm: string | undefined }[] {
  const actions = [...card.actions, ...card.rows.flatMap(({ action }) => action ?? [])];
  return actions.flatMap((action) => {
    const id = identifier(card, action);
    return id === undefined ? [] : [{ id, confirm: action.confirm }];
  });
}

export function actionRows(card: Card, make: ButtonMaker): Row[] {
  const buttons = card.actions.map((action) => make(action)).filter((button) => button !== undefined);
  return inRows(buttons.slice(0, MOST_BUTTONS));
}

export function linkRows(links: readonly Link[]): Row[] {
  const buttons = links.map(linkButton).filter((button) => button !== undefined);
  return inRows(buttons.slice(0, CARD_LINKS));
}

export function inRows(buttons: readonly APIButtonComponent[]): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < buttons.length; start += ROW_BUTTONS) {
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(start, start + ROW_BUTTONS) });
  }
  return rows;
}

/** A button without a sound identifier is left out: a card that arrives without it beats one that Discord refuses. */
function identifier(card: Owner, action: Action): string | undefined {
  try {
    const id = buttonId(card, action);
    return id.length < CUSTOM_ID ? id : undefined;
  } catch {
    return undefined;
  }
}

function styleOf(action: Action): PressableStyle {
  if (action.style === 'primary') return ButtonStyle.Primary;
  return action.style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;
}

type PressableStyle = ButtonStyle.Primary | ButtonStyle.Danger | ButtonStyle.Secondary;

function pressable(id: string, label: string, style: PressableStyle): APIButtonComponent {
  return { type: ComponentType.Button, style, label: labelFor(label, BUTTON_LABEL) || '·', custom_id: id };
}

function linkButton(link: Link): APIButtonComponent | undefined {
  const url = webAddress(link.url);
  if (url === undefined || url.length > BUTTON_URL) return undefined;
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    label: labelFor(link.label, BUTTON_LABEL) || 'Open',
    url,
  };
}
