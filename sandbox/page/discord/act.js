import { act, actor, once, say, set, state } from '../state.js';

/** @import { DiscordComponent } from './wire.d.ts' */

/** The message on which a component stands. @typedef {{ channel: string, message: string }} Spot */

/** @param {Record<string, any> | undefined} seen */
export function saySeen(seen) {
  if (seen?.['error']) say('discord', `Discord: ${seen['error']}`);
}

/**
 * Names one component on the whole page.
 * @param {Spot} spot
 * @param {DiscordComponent} component
 */
export function idOf(spot, component) {
  return ['discord', spot.message, component.custom_id].join('-').replaceAll(/\s/g, '_');
}

/**
 * @param {DiscordComponent} component
 * @param {Spot} spot
 * @param {string[]} [values] of a select
 */
export function press(component, spot, values) {
  // What was said of an earlier act would look like the answer to this one.
  set({ notices: { ...state.notices, discord: [] } });
  const target = { user: actor()?.discord, ...spot, customId: component.custom_id, ...(values ? { values } : {}) };
  void once(idOf(spot, component), async () =>
    saySeen(await act('discord', values ? 'discord/select' : 'discord/click', target)),
  );
}
