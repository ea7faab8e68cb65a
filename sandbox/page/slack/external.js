import { html } from 'lit-html';
import { pick, picksOf } from '../picks.js';
import { act, actor } from '../state.js';
import { suggestions } from '../suggestions.js';
import { sayOutcome } from './act.js';
import { choiceOf } from './options.js';

/** @import { SlackElement, SlackOption, SlackOptionGroup } from './wire.d.ts' */
/** @import { Wish } from './controls.js' */
/** @import { Suggestion } from '../suggestions.js' */

const LEAST = 3;

/**
 * A choice whose options the bot is asked for. What was not chosen from the list does not count.
 * @param {SlackElement} element
 * @param {Wish} wish
 */
export function externalOne(element, wish) {
  const { id, label, held, isWrong, chosen } = wish;
  return suggestions({
    id,
    className: 's-control',
    label,
    placeholder: element.placeholder?.text ?? 'Type to search',
    initial: held[0]?.label ?? '',
    wrong: isWrong,
    search: (text) => asked(element, wish, text),
    choose(item, input) {
      input.value = item.label;
      pick(id, [item]);
      chosen?.(item.value);
    },
    leave(input) {
      if (input.value === '' && chosen === undefined) pick(id, []);
      else input.value = picksOf(id, held)[0]?.label ?? '';
    },
  });
}

/**
 * The same for several, each with a cross to take it back.
 * @param {SlackElement} element
 * @param {Wish} wish
 */
export function externalSeveral(element, wish) {
  const { id, label, held, isWrong, chosen } = wish;
  const picked = picksOf(id, held);
  const isFull = picked.length >= (element.max_selected_items ?? Infinity);
  /** @param {Suggestion[]} now */
  function become(now) {
    pick(id, now);
    chosen?.(now.map(({ value }) => value));
  }
  return html`<div class="s-chips">
    ${picked.map(
      (one) =>
        html`<span class="s-chip"
          >${one.label}
          <button
            type="button"
            class="plain"
            aria-label="Remove ${one.label}"
            @click=${() => become(picked.filter(({ value }) => value !== one.value))}
          >
            ×
          </button></span
        >`,
    )}
    ${suggestions({
      id,
      className: 's-control',
      label,
      placeholder: element.placeholder?.text ?? 'Type to search',
      wrong: isWrong,
      async search(text) {
        const taken = new Set(picksOf(id, held).map(({ value }) => value));
        return isFull ? [] : (await asked(element, wish, text)).filter(({ value }) => !taken.has(value));
      },
      choose(item, input) {
        input.value = '';
        become([...picksOf(id, held), item]);
      },
      leave(input) {
        input.value = '';
      },
    })}
  </div>`;
}

/**
 * @param {SlackElement} element
 * @param {Wish} wish
 * @param {string} text
 * @returns {Promise<Suggestion[]>}
 */
async function asked(element, { spot, blockId }, text) {
  if (text.length < (element.min_query_length ?? LEAST)) return [];
  const { channel, ts, viewId } = spot;
  const place = viewId === undefined ? { channel, ts } : { viewId };
  const query = { user: actor()?.slack, ...place, blockId, actionId: element.action_id, value: text };
  const outcome = await act('slack', 'slack/suggest', query);
  sayOutcome(outcome);
  const answer = /** @type {{ options?: SlackOption[], option_groups?: SlackOptionGroup[] }} */ (
    outcome?.['response'] ?? {}
  );
  const groups = (answer.option_groups ?? []).flatMap(({ label, options }) =>
    options.map((one) => choiceOf(one, label.text)),
  );
  return [...(answer.options ?? []).map((one) => choiceOf(one)), ...groups].map(({ value, label, about, group }) => ({
    value,
    label,
    hint: about ?? group ?? '',
  }));
}
