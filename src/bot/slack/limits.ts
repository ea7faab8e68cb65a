/*
 * Block Kit's limits, from https://docs.slack.dev/reference/block-kit and the comments of @slack/types 3.2, but where
 * another source is named. Lengths are in characters (code points).
 */

/** https://docs.slack.dev/reference/block-kit/blocks */
export const MESSAGE_BLOCKS = 50;
/** bolt-js#2509 measured about 13,200 for all blocks of a message; ours count the whole JSON, which is always more. */
export const MESSAGE_CHARACTERS = 13_000;
/** https://docs.slack.dev/reference/block-kit/blocks: a modal or a home. */
export const VIEW_BLOCKS = 100;
/** https://docs.slack.dev/reference/methods/views.publish refuses above 250,000; ours count characters and not bytes. */
export const VIEW_CHARACTERS = 80_000;
/** https://docs.slack.dev/reference/methods/chat.postMessage recommends it; 40,000 is where Slack cuts. */
export const MESSAGE_TEXT = 4_000;

/** One text of a rich text; more of them may stand beside each other. Slack publishes no number: it is that of the cells of its tables. */
export const RICH_TEXT = 9_000;
export const SECTION_TEXT = 3_000;
export const SECTION_FIELD = 2_000;
export const SECTION_FIELDS = 10;
export const CONTEXT_TEXT = 3_000;
export const ACTION_ELEMENTS = 25;
export const BUTTON_TEXT = 75;
export const BUTTON_URL = 3_000;
export const ACTION_ID = 255;
export const CONFIRM_TITLE = 100;
export const CONFIRM_TEXT = 300;
export const CONFIRM_BUTTON = 30;

/** The published types say 75, the reference pages 150: what both allow. */
export const OPTION_VALUE = 75;
export const OPTION_TEXT = 75;
export const SELECT_OPTIONS = 100;
export const PLACEHOLDER = 150;

export const VIEW_TITLE = 24;
export const VIEW_BUTTON = 24;
export const INPUT_LABEL = 2_000;
export const INPUT_HINT = 2_000;
export const INPUT_TEXT = 3_000;

/** https://docs.slack.dev/interactivity/handling-user-interaction: acks and trigger ids live this long, in milliseconds. */
export const PATIENCE = 3_000;

/*
 * Ours: how much of a card is worth showing, so that a part that is far too long leaves room for the others.
 */
export const BADGE = 40;
export const TITLE = 300;
export const ADDRESS = 1_000;
export const LINES = 1_500;
export const FIELD_NAME = 60;
export const FIELD_VALUE = 250;
export const FIELDS = 20;
export const QUOTE = 1_500;
export const QUOTE_LINES = 20;
/** A page of a long text, asked for to be read. */
export const PAGE = 4_000;
export const ROW = 250;
export const ROWS = 35;
export const VIEW_ROWS = 90;
export const FOOTER = 400;
export const LINKS = 5;
/** Spans of one line, so that a line of a thousand bold letters does not eat the card. */
export const SPANS = 24;
/** All confirmations of one card together. */
export const CONFIRMATIONS = 800;
/** What the buttons may take of MESSAGE_CHARACTERS, counted as JSON, and which shares of the rest the other parts may. */
export const ACTIONS_ROOM = 6_000;
export const SHARES = { head: 0.4, footer: 0.08, fields: 0.22, quote: 0.18, page: 0.5, passages: 0.8 } as const;
