import type { REST } from 'discord.js';
import type { Interactions, PlatformLog } from '../contract.ts';
import type { Questions } from './questions.ts';

/** What serving a press takes. */
export interface Listening {
  /** Answers go over it, never over what the pump sends with. */
  rest: REST;
  /** Presses from any other server are turned away: an administrator there is nobody here. */
  guild: string;
  interactions: Interactions;
  questions: Questions;
  log: PlatformLog;
}
