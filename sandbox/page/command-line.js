import { html, nothing } from 'lit-html';
import { suggestions } from './suggestions.js';

/** @import { Suggestion } from './suggestions.js' */

/** What may follow what stands in each line. @type {Map<string, string>} */
const hints = new Map();

/**
 * The line at the foot of a column, for slash commands. The value of a suggestion is the whole line as it then stands.
 * @param {'slack' | 'discord'} system
 * @param {{ search: (text: string) => Promise<Suggestion[]> | Suggestion[], hint: (text: string) => string, send: (text: string) => Promise<void> }} how
 */
export function commandLine(system, { search, hint, send }) {
  const title = system === 'slack' ? 'Slack' : 'Discord';
  const words = hints.get(system) ?? '';
  return html`<div class="foot">
    <p class="hint" id="hint-${system}" aria-live="polite">${words === '' ? nothing : words}</p>
    ${suggestions({
      id: `line-${system}`,
      className: 'line',
      label: `Slash command in ${title}`,
      placeholder: 'Type / for a command',
      upwards: true,
      search(text) {
        hints.set(system, hint(text));
        return search(text);
      },
      choose(item, input) {
        input.value = item.value;
        input.dispatchEvent(new Event('input'));
      },
      enter(input) {
        const text = input.value.trim();
        if (!text.startsWith('/') || text === '/') return;
        input.value = '';
        hints.set(system, '');
        void send(text);
      },
    })}
  </div>`;
}
