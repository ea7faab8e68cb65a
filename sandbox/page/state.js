/** @import { Column, Notice, Person, Pictures } from './wire.d.ts' */

/** How long a sentence stays, in milliseconds. */
const NOTICE = 12_000;

/** Everything the page knows. Only this file and what is called here changes it. */
export const state = {
  /** @type {Pictures} */
  pictures: {},
  connected: false,
  /** Which of the people acts. */
  actor: 0,
  /** On narrow screens, the part that is shown. @type {'slack' | 'discord' | 'panel' | 'behind'} */
  shown: 'slack',
  panel: 'alert',
  /** Which of the demo's worlds the page shows. */
  run: '',
  /** @type {{ slack: string, discord: string }} */
  tab: { slack: 'channel', discord: 'channel' },
  /** Threads that stand open. @type {Set<string>} */
  open: new Set(),
  /** Presses that no answer has come to yet. @type {Set<string>} */
  busy: new Set(),
  /** Slack keeps no list of what a person has dismissed. @type {Set<string>} */
  dismissed: new Set(),
  /** Messages seen, by tab. @type {Map<string, number>} */
  seen: new Map(),
  /** @type {Record<Column, Notice[]>} */
  notices: { slack: [], discord: [], panel: [] },
  /** Sentences under the fields of the form that is open. @type {Record<string, string>} */
  errors: {},
  /** A press that waits for a yes. @type {{ title: string, text: unknown, yes: string, no: string, danger: boolean, press: () => Promise<void> } | undefined} */
  question: undefined,
};

/** @type {() => void} */
let draw = () => {};
let drawing = false;
let lastNotice = 0;

/** @param {() => void} drawNow */
export function onChange(drawNow) {
  draw = drawNow;
}

/** Draws once in the next frame, however often it is asked. */
export function changed() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

/** @param {Partial<typeof state>} changes */
export function set(changes) {
  Object.assign(state, changes);
  changed();
}

/** @returns {Person | undefined} */
export function actor() {
  return state.pictures.demo?.people[state.actor];
}

export function connect() {
  const stream = new EventSource('/stream');
  for (const name of /** @type {const} */ (['demo', 'slack', 'discord', 'trmm', 'freescout', 'erpnext'])) {
    stream.addEventListener(name, (event) => {
      state.pictures[name] = JSON.parse(event.data);
      if (name === 'demo') forget(state.pictures.demo?.run ?? '');
      changed();
    });
  }
  stream.addEventListener('open', () => set({ connected: true }));
  stream.addEventListener('error', () => set({ connected: false }));
}

/**
 * What the page holds of a world that was reset counts no more.
 * @param {string} run
 */
function forget(run) {
  if (run === state.run) return;
  if (state.run !== '') {
    const places = { tab: { slack: 'channel', discord: 'channel' }, notices: { slack: [], discord: [], panel: [] } };
    Object.assign(state, places, { errors: {}, question: undefined });
    for (const kept of [state.open, state.dismissed, state.seen]) kept.clear();
  }
  state.run = run;
}

/**
 * Says a sentence in a column for a while.
 * @param {Column} column
 * @param {string} text
 * @param {boolean} [bad]
 */
export function say(column, text, bad = true) {
  lastNotice += 1;
  const notice = { id: lastNotice, text, bad };
  const most = column === 'panel' ? 1 : 3;
  state.notices[column] = [...state.notices[column], notice].slice(-most);
  setTimeout(() => hush(column, notice.id), NOTICE);
  changed();
}

/**
 * @param {Column} column
 * @param {number} id
 */
export function hush(column, id) {
  state.notices[column] = state.notices[column].filter((one) => one.id !== id);
  changed();
}

/**
 * Does something in one of the systems; what went wrong is said in the column.
 * @param {Column} column
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<Record<string, any> | undefined>}
 */
export async function act(column, path, body = {}) {
  try {
    const response = await fetch(`/do/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    say(column, answer.error ?? answer.message ?? `That failed (${response.status}).`);
  } catch {
    say(column, 'The demo itself does not answer. Is it still running?');
  }
  return undefined;
}

/**
 * The same for a press that must not be done twice while it is under way.
 * @param {string} key
 * @param {() => Promise<void>} work
 */
export async function once(key, work) {
  if (state.busy.has(key)) return;
  state.busy.add(key);
  changed();
  try {
    await work();
  } finally {
    state.busy.delete(key);
    changed();
  }
}
