import { state } from '../state.js';

/** @import { Suggestion } from '../suggestions.js' */

function commands() {
  return state.pictures.demo?.slackApp?.commands ?? [];
}

/**
 * The app's commands that begin like what was typed.
 * @param {string} text
 * @returns {Suggestion[]}
 */
export function slackCommands(text) {
  if (!text.startsWith('/') || text.includes(' ')) return [];
  return commands()
    .filter(({ command }) => command.startsWith(text) && command !== text)
    .map(({ command, description, hint }) => ({
      value: `${command} `,
      label: [command, hint].filter(Boolean).join(' '),
      hint: description,
    }));
}

/**
 * What may follow the command that is written.
 * @param {string} text
 */
export function slackHint(text) {
  const known = commands().find(({ command }) => command === text.split(' ')[0]);
  return known === undefined ? '' : [known.command, known.hint].filter(Boolean).join(' ');
}
