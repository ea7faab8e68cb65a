/** What drawing must not lose: the end of a conversation, open forms, and where the keyboard was. */

/** Nearer to the end than this, in pixels, a person reads the newest. */
const NEAR = 80;

/** How many messages there were when the reader was last at the end, by conversation. @type {Map<string, number>} */
const read = new Map();
/** Until when the end of a column is wanted, since the person has just written there. @type {Map<string, number>} */
const wanted = new Map();
const ANSWER = 2500;
/** @type {Element | null} */
let before = null;

/** @returns {HTMLElement[]} */
function conversations() {
  return [...document.querySelectorAll('[data-conversation]')].filter((one) => one instanceof HTMLElement);
}

/** @param {HTMLElement} one */
function nameOf(one) {
  return one.dataset['conversation'] ?? '';
}

/** @param {HTMLElement} one */
function isAtEnd(one) {
  return one.scrollHeight - one.scrollTop - one.clientHeight < NEAR;
}

/**
 * The answer to what a person has just done comes at the end.
 * @param {'slack' | 'discord'} system
 */
export function wantEnd(system) {
  wanted.set(system, Date.now() + ANSWER);
}

export function beforeDrawing() {
  for (const one of conversations()) {
    const system = nameOf(one).split(' ')[0] ?? '';
    const isWanted = (wanted.get(system) ?? 0) > Date.now();
    one.toggleAttribute('data-stays', isWanted || isAtEnd(one));
  }
}

export function afterDrawing() {
  for (const one of conversations()) keepEnd(one);
  for (const dialog of document.querySelectorAll('dialog')) {
    if (dialog.open) continue;
    before ??= document.activeElement;
    dialog.showModal();
  }
  if (before === null || document.querySelector('dialog') !== null) return;
  if (before instanceof HTMLElement && before.isConnected) before.focus();
  before = null;
}

/** @param {HTMLElement} one */
function keepEnd(one) {
  const name = nameOf(one);
  const count = one.querySelectorAll(':scope > article').length;
  if (one.hasAttribute('data-stays') || !read.has(name)) one.scrollTop = one.scrollHeight;
  if (isAtEnd(one)) read.set(name, count);
  mark(one);
}

/** Another size of the window, or a turned phone, does not take the end away from who reads there. */
export function afterResizing() {
  for (const one of conversations()) if (one.hasAttribute('data-ends')) one.scrollTop = one.scrollHeight;
}

/**
 * Notes how far a person has read.
 * @param {HTMLElement} one
 */
export function mark(one) {
  const count = one.querySelectorAll(':scope > article').length;
  if (isAtEnd(one)) read.set(nameOf(one), count);
  one.toggleAttribute('data-ends', isAtEnd(one));
  one.toggleAttribute('data-fresh', count > (read.get(nameOf(one)) ?? 0));
}
