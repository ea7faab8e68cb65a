import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { type Card, NO_ITEM, type Tone } from '../../desk/card.ts';
import type { Line, Span } from '../../desk/text.ts';
import { actionRows, buttonMaker, linkRows } from './buttons.ts';
import { CARD_QUOTE, MENTIONED_USERS, MESSAGE_COMPONENTS, MESSAGE_TEXT } from './limits.ts';
import { renderLine } from './line.ts';
import { fieldsText, footText, headText, listText, listWithin, passagesText, quoteText } from './parts.ts';
import { createRoom } from './room.ts';
import { renderRows, textDisplay } from './rows.ts';

/** The part of a message that people see. */
export interface MessageBody {
  flags: number;
  components: APIMessageTopLevelComponent[];
  allowed_mentions: { parse: never[]; users?: string[] };
}

export interface Extras {
  /** The users whom the message rings. */
  ring?: readonly string[];
  /** Number of the first component, by which a post is found again. */
  mark?: number;
}

const COLOURS: Readonly<Record<Tone, number>> = {
  critical: 0xd9_2d_20,
  high: 0xf9_73_16,
  warning: 0xfa_cc_15,
  info: 0x3b_82_f6,
  good: 0x22_c5_5e,
  neutral: 0x6b_72_80,
};

/** What one part of the text may take at most, so that a card stays readable. */
const HEAD_TEXT = 1800;
const FOOT_TEXT = 300;
const FIELDS_TEXT = 1500;
/** What is kept for a part, so that a long one does not crowd it out. */
const FIELDS_LEAST = 500;
const QUOTE_LEAST = 500;
const ROWS_LEAST = 800;

/** The card as a message of Components V2. Never fails: what does not fit or would be refused is cut or left out. */
export function renderCard(card: Card, extras: Extras = {}): MessageBody {
  const components = componentsOf(card);
  if (card.tone === 'neutral' && card.ref === NO_ITEM) return message(components, extras);
  return message([{ type: ComponentType.Container, accent_color: COLOURS[card.tone], components }], extras);
}

/** One line, without a frame. */
export function renderSaid(line: Line): MessageBody {
  return message([textDisplay(renderLine(line, MESSAGE_TEXT))]);
}

/** The card's words alone, for when Discord refuses the whole card. */
export function renderPlainly(card: Card, extras: Extras = {}): MessageBody {
  const heading = [card.badge, card.title].filter((words) => words !== '').join(' ');
  const room = createRoom(MESSAGE_TEXT);
  const texts = [[heading], ...card.lines].map((line) =>
    room.spend((limit) => `${renderLine(line.map(withoutLink), Math.max(0, limit - 1))}\n`.slice(0, limit)),
  );
  return message([textDisplay(texts.join('').trim())], extras);
}

function componentsOf(card: Card): APIComponentInContainer[] {
  const { footer, quote } = card;
  const make = buttonMaker(card);
  const buttons = [...actionRows(card, make), ...linkRows(card.links)];
  const room = createRoom(MESSAGE_TEXT);
  const forRows = card.rows.length > 0 ? ROWS_LEAST : 0;
  const forQuote = forRows + (quote ? QUOTE_LEAST : 0);
  const forFields = forQuote + (card.fields.length > 0 ? FIELDS_LEAST : 0);
  const foot = footer ? room.spend((limit) => footText(footer, limit), { most: FOOT_TEXT }) : '';
  const head = room.spend((limit) => headText(card, limit), { most: HEAD_TEXT, keep: forFields });
  const fields = room.spend((limit) => fieldsText(card.fields, limit), { most: FIELDS_TEXT, keep: forQuote });
  const said = quote
    ? room.spend((limit) => quoteText(quote, limit), { most: quote.whole ? MESSAGE_TEXT : CARD_QUOTE, keep: forRows })
    : '';
  const talk = room.spend((limit) => passagesText(card.passages ?? [], limit));
  const list = room.spend((limit) => listWithin(card.list ?? [], limit));
  const above = [head, list, fields, said, talk].filter((text) => text !== '').map(textDisplay);
  const below = [...(foot === '' ? [] : [textDisplay(foot)]), ...buttons];
  const rows = renderRows(card.rows, { room, make, spare: MESSAGE_COMPONENTS - 2 - count([...above, ...below]) });
  const parting: APIComponentInContainer[] =
    rows.length > 0 && above.length > 0 ? [{ type: ComponentType.Separator }] : [];
  const all = [...above, ...parting, ...rows, ...below];
  return all.length > 0 ? all : [textDisplay('')];
}

/** Does one message hold the card with its whole list? */
export function holdsList(card: Card): boolean {
  return headText(card, HEAD_TEXT).length + listText(card.list ?? []).length <= MESSAGE_TEXT;
}

function withoutLink(span: Span): Span {
  return typeof span === 'object' && 'link' in span ? span.link : span;
}

function count(components: readonly APIComponentInContainer[]): number {
  return components.reduce((sum, part) => sum + 1 + ('components' in part ? part.components.length : 0), 0);
}

function message(components: APIMessageTopLevelComponent[], { ring = [], mark }: Extras = {}): MessageBody {
  const users = [...new Set(ring)].slice(0, MENTIONED_USERS);
  const [first, ...others] = components;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: first && mark !== undefined ? [{ ...first, id: mark }, ...others] : components,
    allowed_mentions: { parse: [], ...(users.length > 0 ? { users } : {}) },
  };
}
