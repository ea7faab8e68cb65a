import { NO_ITEM, plainCard } from '../desk/card.ts';
import { SystemError } from '../desk/errors.ts';
import type { Person } from '../desk/people.ts';
import { isServed } from '../desk/routing.ts';
import { keepTyped } from '../store/drafts.ts';
import { tellLost } from './button.ts';
import { choicesFor } from './choices.ts';
import { commandSpecs } from './commands.ts';
import type { Answer, Ask, Interactions, Request } from './contract.ts';
import { homeTab } from './look/home.ts';
import { howToLink } from './link.ts';
import { identify } from './people.ts';
import { roleRefusal } from './role.ts';
import {
  type Click,
  type Command,
  type Desk,
  type OnMessage,
  type Press,
  said,
  type Submit,
  type Verb,
} from './table.ts';
import { clicks, commandVerbs, forms, messageVerbs } from './verbs.ts';

/** The one way in from every platform. */
export function createInteractions(desk: Desk): Interactions {
  return {
    commands: commandSpecs,
    opensForm: (ask) => verbFor(ask)?.opensForm === true,
    answer: (request) => answer(desk, request),
    choices: (among, typed, who) => choicesFor(desk, among, typed, who),
  };
}

function verbFor(ask: Ask): Verb<Press> | Verb<Click> | Verb<Command> | Verb<OnMessage> | Verb<Submit> | undefined {
  switch (ask.is) {
    case 'home':
      return homeTab;
    case 'click':
      return clicks[ask.verb];
    case 'message':
      return messageVerbs[ask.name];
    case 'command':
      return commandVerb(ask);
    case 'submit':
      return forms[ask.form]?.submit;
  }
}

/** The first word can make a command of its own, such as `/ticket new`. */
function commandVerb({ name, argument = '' }: Extract<Ask, { is: 'command' }>): Verb<Command> | undefined {
  const [word = ''] = argument.trim().toLowerCase().split(/\s+/);
  return commandVerbs[`${name} ${word}`] ?? commandVerbs[name];
}

async function answer(desk: Desk, request: Request): Promise<Answer> {
  const { ask, presser } = request;
  try {
    const verb = verbFor(ask);
    if (!verb) return said('This button is from a version of Deskbell that knew more, or less. Run /desk help.');
    const person = await identify(desk.store, presser);
    const refusal = refusalFor(person, verb.least, request, desk);
    if (refusal !== undefined) return await kept(desk, ask, refusal);
    const given = await run(desk, { ...request, person });
    if (given.is === 'card') tellLost(desk.log, given.card);
    return given;
  } catch (error) {
    desk.log.error({ ask: { ...ask, filled: undefined }, error }, 'an interaction failed');
    const reason = error instanceof SystemError ? error.message : 'Deskbell could not reach its memory.';
    if (ask.is === 'home') return said(`The desk cannot be shown: ${reason} Open this page again in a moment.`);
    return kept(desk, ask, `Nothing was saved: ${reason} Try again in a moment.`);
  }
}

function run(desk: Desk, press: Request & { person: Person | undefined }): Promise<Answer> {
  const { ask } = press;
  const nothing = Promise.resolve(said('There is nothing behind this button.'));
  switch (ask.is) {
    case 'home':
      return homeTab.run(desk, { ...press, ask });
    case 'click':
      return clicks[ask.verb]?.run(desk, { ...press, ask }) ?? nothing;
    case 'message':
      return messageVerbs[ask.name]?.run(desk, { ...press, ask }) ?? nothing;
    case 'command':
      return commandVerb(ask)?.run(desk, { ...press, ask }) ?? nothing;
    case 'submit':
      return forms[ask.form]?.submit.run(desk, { ...press, ask }) ?? nothing;
  }
}

/** Why this presser may not, if so: unlinked, or a role too small. */
function refusalFor(
  person: Person | undefined,
  least: Verb<unknown>['least'],
  { presser, place, ask }: Request,
  desk: Desk,
): string | undefined {
  const { settings, defaults } = desk.store.house;
  const alone = !person && !isServed(place, settings, defaults) && !isIntroduction(ask);
  return least === 'anyone' && alone ? howToLink(presser) : roleRefusal(person, least, presser);
}

/** Subcommands that tell strangers nothing of the desk. */
const INTRODUCING = new Set(['home', 'help', 'link']);

/** What strangers may do, since it tells them nothing but how to be known, in a direct message or a channel that is none of the desk's: nothing says there what they may see. */
function isIntroduction(ask: Ask): boolean {
  if (ask.is === 'home') return true;
  return ask.is === 'command' && ask.name === 'desk' && INTRODUCING.has(ask.subcommand ?? 'home');
}

/**
 * The refusal; what was typed into a form is kept for a day and can be opened again. It keeps its token:
 * where the first try was saved after all, the second counts as the same.
 */
async function kept(desk: Desk, ask: Ask, sentence: string): Promise<Answer> {
  if (ask.is !== 'submit') return said(sentence);
  const token = await keepTyped(desk.store, ask.token, ask.filled).catch(() => undefined);
  if (token === undefined) return said(sentence);
  return {
    is: 'card',
    card: plainCard({
      ref: NO_ITEM,
      tone: 'high',
      title: sentence,
      lines: [['What you typed is kept for a day: ', ask.filled['text'] ?? ask.filled['note'] ?? '']],
      actions: [{ verb: forms[ask.form]?.again ?? 'again', label: 'Open it again', with: token }],
    }),
  };
}
