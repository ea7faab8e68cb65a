import type { Message } from '../world.ts';
import { click, type Click } from './click.ts';
import { command, type Command } from './command.ts';
import { openHome, type Visit } from './home.ts';
import type { Outcome, Reach } from './outcome.ts';
import { say, type Saying } from './say.ts';
import { shortcut, type Shortcut } from './shortcut.ts';
import { closeModal, submit, type Closing, type Submission } from './submit.ts';
import { suggest, type Query } from './suggest.ts';

/** What a person can do. Each resolves when the bot has answered or failed to, with what the person then sees. */
export interface Hands {
  click(press: Click): Promise<Outcome>;
  command(typed: Command): Promise<Outcome>;
  submit(form: Submission): Promise<Outcome>;
  suggest(query: Query): Promise<Outcome>;
  shortcut(used: Shortcut): Promise<Outcome>;
  openHome(visit: Visit): Promise<Outcome>;
  closeModal(press: Closing): Promise<Outcome>;
  say(said: Saying): Promise<Message>;
}

export function createHands(reach: Reach): Hands {
  return {
    click: (press) => click(reach, press),
    command: (typed) => command(reach, typed),
    submit: (form) => submit(reach, form),
    suggest: (query) => suggest(reach, query),
    shortcut: (used) => shortcut(reach, used),
    openHome: (visit) => openHome(reach, visit),
    closeModal: (press) => closeModal(reach, press),
    say: (said) => say(reach, said),
  };
}
