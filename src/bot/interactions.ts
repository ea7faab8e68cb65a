import { NO_ITEM, plainCard } from '../desk/card.ts';
import { mayAct, type Person } from '../desk/people.ts';
import { isServed } from '../desk/routing.ts';
import { SystemError } from '../desk/errors.ts';
import { readCustomers } from '../store/customers.ts';
import { keepTyped } from '../store/drafts.ts';
import { viewNow } from '../store/view.ts';
import { actOn } from './act.ts';
import type { Answer, Ask, CommandSpec, Interactions, Request } from './contract.ts';
import { deskCommand } from './desk-command.ts';
import { homeClick, homeTab, onHome } from './home.ts';
import { confirmLink, howToLink } from './link.ts';
import {
  alertFilters,
  alertsCommand,
  groupAcknowledge,
  groupList,
  list,
  show,
  ticketFilters,
  ticketsCommand,
} from './lists.ts';
import { again, correctTime, logTimeClick, logTimeCommand, logTimeSubmit, undoTimeClick } from './log-time.ts';
import { suggest } from './match.ts';
import { LOG_TIME, visibleCustomers } from './time-form.ts';
import { NOTE, noteAgain, noteClick, noteSubmit } from './note.ts';
import { more, orderOf, snooze } from './orders.ts';
import { identify } from './people.ts';
import { SNOOZE, snoozeAgain, snoozeForm, snoozeSubmit } from './snooze-form.ts';
import { type Click, type Command, type Desk, type Press, said, type Submit, type Verb } from './table.ts';
import { why } from './why.ts';

const clicks: Readonly<Record<string, Verb<Click>>> = {
  acknowledge: actOn('acknowledge'),
  unacknowledge: actOn('unacknowledge'),
  claim: actOn('claim'),
  release: actOn('release'),
  home: homeClick,
  'home-acknowledge': onHome(actOn('acknowledge')),
  'home-claim': onHome(actOn('claim')),
  why,
  show,
  list,
  again,
  'log-time': logTimeClick,
  'undo-time': undoTimeClick,
  'correct-time': correctTime,
  note: noteClick,
  'note-again': noteAgain,
  more,
  snooze,
  'snooze-form': snoozeForm,
  'snooze-again': snoozeAgain,
  wake: orderOf('wake'),
  resolve: orderOf('resolve'),
  'run-checks': orderOf('run-checks'),
  'group-list': groupList,
  'group-acknowledge': groupAcknowledge,
  'confirm-link': confirmLink,
};

const commandVerbs: Readonly<Record<string, Verb<Command>>> = {
  alerts: alertsCommand,
  tickets: ticketsCommand,
  'log-time': logTimeCommand,
  desk: deskCommand,
};

const submits: Readonly<Record<string, Verb<Submit>>> = {
  [LOG_TIME]: logTimeSubmit,
  [NOTE]: noteSubmit,
  [SNOOZE]: snoozeSubmit,
};

/** What opens a form again with what had been typed. */
const reopens: Readonly<Record<string, string>> = {
  [LOG_TIME]: 'again',
  [NOTE]: 'note-again',
  [SNOOZE]: 'snooze-again',
};

/** What people can type; the manifest and the server's command list hold the same. */
export const commandSpecs: readonly CommandSpec[] = [
  {
    name: 'alerts',
    description: 'What fails now',
    argument: { name: 'filter', description: alertFilters.join(', '), required: false, among: 'alert-filters' },
  },
  {
    name: 'tickets',
    description: 'Open tickets',
    argument: { name: 'filter', description: ticketFilters.join(', '), required: false, among: 'ticket-filters' },
  },
  {
    name: 'log-time',
    description: 'Log time',
    argument: { name: 'customer', description: 'Whom it is for', required: false, among: 'customers' },
  },
  {
    name: 'desk',
    description: 'Deskbell itself',
    subcommands: [
      { name: 'home', description: 'Alerts, tickets and what to do next' },
      { name: 'help', description: 'What Deskbell can do' },
      { name: 'health', description: 'What is wrong with Deskbell itself, and what mends it' },
      { name: 'digest', description: 'How things stand' },
      {
        name: 'link',
        description: 'Tell Deskbell who you are',
        argument: { name: 'email', description: 'Your address at work', required: false },
      },
    ],
  },
];

/** More than any platform shows at once. */
const MOST_CHOICES = 25;

/** The one way in from every platform. */
export function createInteractions(desk: Desk): Interactions {
  return {
    commands: commandSpecs,
    opensForm: (ask) => verbFor(ask)?.opensForm === true,
    answer: (request) => answer(desk, request),
    async choices(among, typed, { place, presser }) {
      if (among === 'customers') {
        const person = await identify(desk.store, presser);
        if (!person || !mayAct(person, 'technician')) return [];
        const view = await viewNow(desk.store);
        return suggest(typed, visibleCustomers(await readCustomers(desk.store), { place }, view), MOST_CHOICES);
      }
      const filters: readonly string[] = among === 'alert-filters' ? alertFilters : ticketFilters;
      return suggest(
        typed,
        filters.map((filter) => ({ id: filter, label: filter })),
        MOST_CHOICES,
      );
    },
  };
}

function verbFor(ask: Ask): Verb<Press> | Verb<Click> | Verb<Command> | Verb<Submit> | undefined {
  switch (ask.is) {
    case 'home':
      return homeTab;
    case 'click':
      return clicks[ask.verb];
    case 'command':
      return commandVerbs[ask.name];
    case 'submit':
      return submits[ask.form];
  }
}

async function answer(desk: Desk, request: Request): Promise<Answer> {
  const { ask, presser } = request;
  try {
    const verb = verbFor(ask);
    if (!verb) return said('This button is from a version of Deskbell that knew more, or less. Run /desk help.');
    const person = await identify(desk.store, presser);
    const refusal = refusalFor(person, verb.least, request, desk);
    if (refusal !== undefined) return await kept(desk, ask, refusal);
    return await run(desk, { ...request, person });
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
    case 'command':
      return commandVerbs[ask.name]?.run(desk, { ...press, ask }) ?? nothing;
    case 'submit':
      return submits[ask.form]?.run(desk, { ...press, ask }) ?? nothing;
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
  if (least === 'anyone') return alone ? howToLink(presser) : undefined;
  if (!person) return howToLink(presser);
  if (mayAct(person, least)) return undefined;
  return `This needs the role ${least}; yours is ${person.role}. An owner can change that.`;
}

/** What strangers may do, since it tells them nothing but how to be known, in a direct message or a channel that is none of the desk's: nothing says there what they may see. */
function isIntroduction(ask: Ask): boolean {
  if (ask.is === 'home') return true;
  return ask.is === 'command' && ask.name === 'desk' && ask.subcommand !== 'digest' && ask.subcommand !== 'health';
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
      actions: [{ verb: reopens[ask.form] ?? 'again', label: 'Open it again', with: token }],
    }),
  };
}
