/*
 * What Discord accepts. Pages are below https://docs.discord.com/developers/ ; lengths are counted in UTF-16 units here,
 * which is never less than Discord's own count.
 */

/** components/reference: a message with the V2 flag, nested components counted. */
export const MESSAGE_COMPONENTS = 40;
/** components/reference, Text Display: all text displays of a message together. */
export const MESSAGE_TEXT = 4000;
/** components/reference, Action Row. */
export const ROW_BUTTONS = 5;
/** components/reference, Button. */
export const BUTTON_LABEL = 80;
/** components/reference, Button: of a link button. */
export const BUTTON_URL = 512;
/** components/reference: of whatever can be pressed or filled in. */
export const CUSTOM_ID = 100;

/** interactions/receiving-and-responding, Modal. */
export const MODAL_TITLE = 45;
/** interactions/receiving-and-responding, Modal: on the top level. */
export const MODAL_COMPONENTS = 5;
/** components/reference, Label. */
export const LABEL = 45;
/** components/reference, Label. */
export const LABEL_DESCRIPTION = 100;
/** components/reference, Text Input. */
export const INPUT_TEXT = 4000;
/** components/reference, String Select. */
export const SELECT_OPTIONS = 25;
/** components/reference, String Select: label and value of an option. */
export const OPTION_TEXT = 100;

/** interactions/application-commands: results of an autocompletion, and their names. */
export const AUTOCOMPLETE_CHOICES = 25;
export const CHOICE_NAME = 100;
/** interactions/application-commands. */
export const COMMAND_DESCRIPTION = 100;

/** resources/channel, Start Thread from Message. */
export const THREAD_NAME = 100;
/** resources/message, Create Message: characters of a nonce; ours are a little shorter. */
export const NONCE = 24;
/** resources/message, Allowed Mentions. */
export const MENTIONED_USERS = 100;
/** resources/message, Get Channel Messages. */
export const MESSAGES_PAGE = 100;

/** How much of a title and of somebody's words a card shows; Discord would take more, readers would not. */
export const CARD_TITLE = 256;
export const CARD_LINKS = 5;
export const CARD_QUOTE = 1200;
export const CARD_QUOTE_LINES = 25;
