import { actOn } from './act.ts';
import { alertsCommand } from './alert-list.ts';
import { board } from './board.ts';
import { ADD_MESSAGE, addMessage, addMessageAgain, addMessageSubmit } from './add-message.ts';
import { ASSIGN, assignAgain, assignForm, assignSubmit } from './assign.ts';
import { closure, closureClose, closureSend, closureTick } from './closure.ts';
import {
  CLOSURE_SKIP,
  CLOSURE_STEP,
  skipAgain,
  skipForm,
  skipSubmit,
  stepAgain,
  stepForm,
  stepSubmit,
  UNSOLVED,
  unsolvedAgain,
  unsolvedForm,
  unsolvedSubmit,
} from './closure-form.ts';
import { CALLER, callerAgain, callerCheck, callerForm, callerSubmit } from './caller.ts';
import { deskCommand } from './desk-command.ts';
import { deviceAgain, DEVICE, deviceForm, deviceSubmit, deviceUnlink } from './device-form.ts';
import { device } from './device.ts';
import { escalate, escalateAgain, escalateSubmit } from './escalate.ts';
import { ESCALATE } from './escalate-words.ts';
import { findClick } from './find.ts';
import { children, closeAll, closeChildren, incident } from './incident.ts';
import { INCIDENT, incidentAgain, incidentForm, incidentSubmit, incidentUnlink } from './incident-form.ts';
import { TELL, tell, tellAgain, tellSend, tellSubmit } from './tell-form.ts';
import { fullTextClick } from './full-text.ts';
import {
  guide,
  GUIDE_KIND,
  GUIDE_OUTCOME,
  guideTick,
  kindAgain,
  kindForm,
  kindSubmit,
  outcomeAgain,
  outcomeForm,
  outcomeSubmit,
} from './guide.ts';
import { homeClick, onHome } from './home.ts';
import { ledgerClick, proofClick } from './ledger.ts';
import { confirmLink } from './link.ts';
import { list, show } from './lists.ts';
import { again, correctTime, logTimeClick, logTimeCommand, logTimeSubmit, undoTimeClick } from './log-time.ts';
import { LOG_TIME } from './time-form.ts';
import { NOTE, noteAgain, noteClick, noteSubmit } from './note.ts';
import { more } from './more.ts';
import { orderOf, snooze } from './orders.ts';
import { mute, mutes } from './mutes.ts';
import { NEW_TICKET } from './new-ticket-form.ts';
import {
  correctTicket,
  newTicketAgain,
  newTicketClick,
  newTicketCommand,
  newTicketFromMessage,
  newTicketSubmit,
} from './new-ticket.ts';
import { noise } from './noise.ts';
import { allSnooze, SNOOZE, snoozeAgain, snoozeForm, snoozeSubmit } from './snooze-form.ts';
import { groupList, groupSites, ownCard } from './storm.ts';
import type { Click, Command, OnMessage, Submit, Verb } from './table.ts';
import {
  LIFT,
  liftAgain,
  liftForm,
  liftSubmit,
  STOP,
  stopAcknowledge,
  stopAgain,
  stopForm,
  stopShow,
  stopSubmit,
} from './stop.ts';
import { ticketsCommand } from './ticket-list.ts';
import { LINK_TICKET, linkAgain, linkForm, linkSubmit, unlink } from './ticket-link.ts';
import { MAKE_TICKET, ticketAgain, ticketForm, ticketSubmit } from './ticket-form.ts';
import { WORDS } from './ticket-words-form.ts';
import { wordsAgain, wordsFor, wordsSend, wordsSubmit, wordsUndo } from './ticket-words.ts';
import { ticketCommand } from './ticket-command.ts';
import { allOf } from './together.ts';
import { TRIAGE, triageAgain, triageConfirm, triageForm, triageSubmit } from './triage-form.ts';
import { viewClick } from './view.ts';
import { why } from './why.ts';
import { WINDOW, windowAgain, windowForm, windowSubmit } from './window-form.ts';
import { windowEnd } from './windows.ts';

/** Buttons, by the verb in their identifier. */
export const clicks: Readonly<Record<string, Verb<Click>>> = {
  acknowledge: actOn('acknowledge'),
  unacknowledge: actOn('unacknowledge'),
  claim: actOn('claim'),
  release: actOn('release'),
  home: homeClick,
  'home-acknowledge': onHome(actOn('acknowledge')),
  'home-claim': onHome(actOn('claim')),
  why,
  'full-text': fullTextClick,
  show,
  list,
  find: findClick,
  view: viewClick,
  board,
  ledger: ledgerClick,
  proof: proofClick,
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
  'new-ticket': newTicketClick,
  'new-ticket-again': newTicketAgain,
  'correct-ticket': correctTicket,
  'add-message-again': addMessageAgain,
  'make-ticket': ticketForm,
  'ticket-again': ticketAgain,
  'link-ticket': linkForm,
  'link-again': linkAgain,
  'unlink-ticket': unlink,
  reply: wordsFor('reply'),
  'internal-note': wordsFor('note'),
  update: wordsFor('update'),
  close: wordsFor('close'),
  reopen: wordsFor('reopen'),
  assign: assignForm,
  'assign-again': assignAgain,
  'words-again': wordsAgain,
  'words-send': wordsSend,
  'words-undo': wordsUndo,
  incident,
  'incident-form': incidentForm,
  'incident-again': incidentAgain,
  'incident-unlink': incidentUnlink,
  children,
  'close-children': closeChildren,
  'close-all': closeAll,
  tell,
  'tell-again': tellAgain,
  'tell-send': tellSend,
  device,
  'device-form': deviceForm,
  'device-again': deviceAgain,
  'device-unlink': deviceUnlink,
  escalate,
  'escalate-again': escalateAgain,
  triage: triageForm,
  'triage-again': triageAgain,
  'triage-confirm': triageConfirm,
  closure,
  'closure-step': stepForm,
  'closure-step-again': stepAgain,
  'closure-skip': skipForm,
  'closure-skip-again': skipAgain,
  'closure-tick': closureTick,
  'closure-close': closureClose,
  'closure-send': closureSend,
  unsolved: unsolvedForm,
  'unsolved-again': unsolvedAgain,
  guide,
  'guide-tick': guideTick(true),
  'guide-untick': guideTick(false),
  'guide-outcome': outcomeForm,
  'guide-outcome-again': outcomeAgain,
  'guide-kind': kindForm,
  'guide-kind-again': kindAgain,
  stop: stopForm,
  'stop-again': stopAgain,
  'stop-show': stopShow,
  'stop-acknowledge': stopAcknowledge,
  'stop-lift': liftForm,
  'lift-again': liftAgain,
  'group-list': groupList,
  'group-sites': groupSites,
  'all-acknowledge': allOf('acknowledge'),
  'all-claim': allOf('claim'),
  'all-snooze': allSnooze,
  'own-card': ownCard,
  'confirm-link': confirmLink,
  'window-form': windowForm,
  'window-again': windowAgain,
  'window-end': windowEnd,
  'caller-check': callerCheck,
  'caller-form': callerForm,
  'caller-again': callerAgain,
  mutes,
  mute,
  noise,
};

/** Commands by name. */
export const commandVerbs: Readonly<Record<string, Verb<Command>>> = {
  alerts: alertsCommand,
  tickets: ticketsCommand,
  ticket: ticketCommand,
  'ticket new': newTicketCommand,
  'log-time': logTimeCommand,
  desk: deskCommand,
};

/** What is chosen in the menu of a message, by name. */
export const messageVerbs: Readonly<Record<string, Verb<OnMessage>>> = {
  'ticket-from-message': newTicketFromMessage,
  'message-to-ticket': addMessage,
};

/** Forms that were sent, by form. */
export const submits: Readonly<Record<string, Verb<Submit>>> = {
  [LOG_TIME]: logTimeSubmit,
  [NOTE]: noteSubmit,
  [CALLER]: callerSubmit,
  [SNOOZE]: snoozeSubmit,
  [ADD_MESSAGE]: addMessageSubmit,
  [NEW_TICKET]: newTicketSubmit,
  [MAKE_TICKET]: ticketSubmit,
  [LINK_TICKET]: linkSubmit,
  [WINDOW]: windowSubmit,
  [ASSIGN]: assignSubmit,
  [WORDS]: wordsSubmit,
  [CLOSURE_STEP]: stepSubmit,
  [CLOSURE_SKIP]: skipSubmit,
  [UNSOLVED]: unsolvedSubmit,
  [GUIDE_OUTCOME]: outcomeSubmit,
  [GUIDE_KIND]: kindSubmit,
  [STOP]: stopSubmit,
  [LIFT]: liftSubmit,
  [TRIAGE]: triageSubmit,
  [ESCALATE]: escalateSubmit,
  [DEVICE]: deviceSubmit,
  [INCIDENT]: incidentSubmit,
  [TELL]: tellSubmit,
};

/** What opens a form again with what had been typed. */
export const reopens: Readonly<Record<string, string>> = {
  [LOG_TIME]: 'again',
  [NOTE]: 'note-again',
  [CALLER]: 'caller-again',
  [SNOOZE]: 'snooze-again',
  [ADD_MESSAGE]: 'add-message-again',
  [NEW_TICKET]: 'new-ticket-again',
  [MAKE_TICKET]: 'ticket-again',
  [LINK_TICKET]: 'link-again',
  [WINDOW]: 'window-again',
  [ASSIGN]: 'assign-again',
  [WORDS]: 'words-again',
  [CLOSURE_STEP]: 'closure-step-again',
  [CLOSURE_SKIP]: 'closure-skip-again',
  [UNSOLVED]: 'unsolved-again',
  [GUIDE_OUTCOME]: 'guide-outcome-again',
  [GUIDE_KIND]: 'guide-kind-again',
  [STOP]: 'stop-again',
  [LIFT]: 'lift-again',
  [TRIAGE]: 'triage-again',
  [ESCALATE]: 'escalate-again',
  [DEVICE]: 'device-again',
  [INCIDENT]: 'incident-again',
  [TELL]: 'tell-again',
};
