import { matching } from './commands.js';
import { once } from './state.js';
import { suggestions } from './suggestions.js';

/** @import { Suggestion } from './suggestions.js' */

/** @typedef {{ text: string, chosen: Suggestion | undefined }} Typed */

/** The last choice in each line, sent instead of its label. @type {Map<string, Suggestion>} */
const chosen = new Map();

/**
 * The line at the foot of a column, for slash commands.
 * @param {'slack' | 'discord'} system
 * @param {string} place
 * @param {(typed: Typed) => Promise<void>} send
 * @param {(text: string) => Promise<Suggestion[]>} [complete] what the bot offers for an option
 */
export function commandLine(system, place, send, complete) {
  const title = system === 'slack' ? 'Slack' : 'Discord';
  return suggestions({
    id: `line-${system}`,
    className: 'line',
    label: `Slash command in ${title}`,
    placeholder: 'Type / for a command',
    upwards: true,
    async search(text) {
      const known = matching(text);
      return known.length > 0 || complete === undefined || !text.startsWith('/') ? known : complete(text);
    },
    choose(item, input) {
      input.value = item.value.startsWith('/') ? item.value : input.value.replace(/^(\/\S+\s*).*$/s, `$1${item.label}`);
      chosen.set(system, item);
      input.dispatchEvent(new Event('input'));
    },
    enter(input) {
      const text = input.value.trim();
      if (!text.startsWith('/') || text === '/') return;
      input.value = '';
      const pick = chosen.get(system);
      void once(`line ${system} ${place}`, () =>
        send({ text, chosen: pick && text.endsWith(pick.label) ? pick : undefined }),
      );
    },
  });
}
