import { ADD_MESSAGE, addMessageAgain, addMessageSubmit } from './add-message.ts';
import { ASSIGN, assignAgain, assignForm, assignSubmit } from './assign.ts';
import { board } from './board.ts';
import { CALLER, callerAgain, callerCheck, callerForm, callerSubmit } from './caller.ts';
import { NEW_TICKET } from './new-ticket-form.ts';
import { correctTicket, newTicketAgain, newTicketClick, newTicketSubmit } from './new-ticket.ts';
import { WORDS } from './words-form.ts';
import { wordsAgain, wordsFor, wordsSend, wordsSubmit, wordsUndo } from './words.ts';
import { TRIAGE, triageAgain, triageConfirm, triageForm, triageSubmit } from './triage-form.ts';
import { viewClick } from './view.ts';
import type { Verbs } from '../table.ts';

/** How tickets are made, written in and handed on. */
export const ticketVerbs: Verbs = {
  clicks: {
    view: viewClick,
    board,
    'new-ticket': newTicketClick,
    'new-ticket-again': newTicketAgain,
    'correct-ticket': correctTicket,
    'add-message-again': addMessageAgain,
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
    triage: triageForm,
    'triage-again': triageAgain,
    'triage-confirm': triageConfirm,
    'caller-check': callerCheck,
    'caller-form': callerForm,
    'caller-again': callerAgain,
  },
  forms: {
    [CALLER]: { submit: callerSubmit, again: 'caller-again' },
    [ADD_MESSAGE]: { submit: addMessageSubmit, again: 'add-message-again' },
    [NEW_TICKET]: { submit: newTicketSubmit, again: 'new-ticket-again' },
    [ASSIGN]: { submit: assignSubmit, again: 'assign-again' },
    [WORDS]: { submit: wordsSubmit, again: 'words-again' },
    [TRIAGE]: { submit: triageSubmit, again: 'triage-again' },
  },
};
