import { html, nothing } from 'lit-html';
import { actor, state } from './state.js';

/**
 * The conversations of a column, with how many messages of each were not looked at yet.
 * @param {'slack' | 'discord'} system
 * @param {{ id: string, label: string, count: number }[]} places
 * @param {string} chosen
 * @param {(id: string) => void} choose
 */
export function tabs(system, places, chosen, choose) {
  const current = places.some((one) => one.id === chosen) ? chosen : 'channel';
  return html`<nav class="tabs" aria-label="Conversations in ${system === 'slack' ? 'Slack' : 'Discord'}">
    ${places.map(({ id, label, count }) => {
      const key = `${system} ${actor()?.name} ${id}`;
      if (id === current) state.seen.set(key, count);
      const fresh = count - (state.seen.get(key) ?? 0);
      return html`<button type="button" aria-current=${id === current ? 'page' : 'false'} @click=${() => choose(id)}>
        ${label}${fresh > 0 ? html`<span class="fresh" aria-label="${fresh} new">${fresh}</span>` : nothing}
      </button>`;
    })}
  </nav>`;
}
