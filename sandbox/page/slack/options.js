import { actor, state } from '../state.js';

/** @import { SlackElement, SlackOption } from './wire.d.ts' */

/** One that may be chosen. @typedef {{ value: string, label: string, about?: string | undefined, group?: string | undefined, url?: string | undefined }} Choice */

/**
 * What a menu, radio buttons or check boxes offer; people, channels and conversations come from the workspace.
 * @param {SlackElement} element
 * @returns {Choice[]}
 */
export function choicesOf(element) {
  const type = element.type.replace(/^multi_/, '');
  if (type === 'users_select') return people();
  if (type === 'channels_select') return channels();
  if (type === 'conversations_select') return [...channels(), ...directs()];
  const groups = element.option_groups ?? [];
  return [
    ...(element.options ?? []).map((one) => choiceOf(one)),
    ...groups.flatMap(({ label, options }) => options.map((one) => choiceOf(one, label.text))),
  ];
}

/**
 * @param {SlackOption} option
 * @param {string} [group]
 * @returns {Choice}
 */
export function choiceOf({ value, text, description, url }, group) {
  return { value, label: text.text, about: description?.text, group, url };
}

/** @returns {Choice[]} */
function people() {
  const users = state.pictures.slack?.users ?? [];
  return users.filter((one) => one.isBot !== true).map(({ id, name }) => ({ value: id, label: name }));
}

/** @returns {Choice[]} */
function channels() {
  const all = state.pictures.slack?.channels ?? [];
  return all.filter(({ kind }) => kind === 'channel').map(({ id, name }) => ({ value: id, label: `# ${name}` }));
}

/** The person's own direct messages with the app. @returns {Choice[]} */
function directs() {
  const own = (state.pictures.slack?.channels ?? []).filter(({ person }) => person === actor()?.slack);
  return own.map(({ id }) => ({ value: id, label: 'Deskbell' }));
}
