import { actOn } from './act.ts';
import { findClick } from './look/find.ts';
import { fullTextClick } from './look/full-text.ts';
import { homeClick, onHome } from './look/home.ts';
import { ledgerClick } from './report/ledger.ts';
import { confirmLink } from './link.ts';
import { list, show } from './report/lists.ts';
import { more } from './more.ts';
import { NOTE, noteAgain, noteClick, noteSubmit } from './note.ts';
import { proofClick } from './report/proof.ts';
import { why } from './look/why.ts';
import type { Verbs } from './table.ts';

/** Getting about: lists, the desk at a glance, and what every item has. */
export const deskVerbs: Verbs = {
  clicks: {
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
    ledger: ledgerClick,
    proof: proofClick,
    note: noteClick,
    'note-again': noteAgain,
    more,
    'confirm-link': confirmLink,
  },
  forms: {
    [NOTE]: { submit: noteSubmit, again: 'note-again' },
  },
};
