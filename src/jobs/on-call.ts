import { createHash } from 'node:crypto';
import { withChain } from '../desk/on-call/chain.ts';
import { type Notice, unchanged } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { comingGaps, gapNotices } from '../desk/on-call/gaps.ts';
import { tickRoster } from '../desk/on-call/roster-command.ts';
import { changeNotice, hearersOf, lastChange, onCallMark } from '../desk/on-call/shift-change.ts';
import { change } from '../store/change.ts';
import { commit } from '../store/commit.ts';
import { readHandover } from '../store/handover.ts';
import { isLatched } from '../store/notices.ts';
import { keepShown, keepTold, onCallSince, shownOnCall, toldGaps } from '../store/on-call.ts';
import { readOpen, readWork } from '../store/read.ts';
import { changeRoster } from '../store/change-roster.ts';
import type { Store } from '../store/store.ts';
import { viewNow } from '../store/view.ts';
import { keepGroups } from './on-call-groups.ts';
import type { JobParts } from './parts.ts';

const DAY = 24 * 3_600_000;

/** Unanswered questions that are ended in one run. */
const MOST = 100;

/** Tells of hand-overs and of gaps, once each, and makes equal to who is on call what follows from it: cards, calls and groups. */
export async function onCall(parts: JobParts): Promise<void> {
  const { store, log } = parts;
  const { oncall, escalation } = store.house.settings;
  const isUsed = oncall.rotations.length > 0 || escalation.chains !== undefined || (await shownOnCall(store)) !== null;
  if (!isUsed) return;
  for (const step of [endUnanswered, tellChanges, showWhoIsOnCall, tellGaps]) {
    await step(store).catch((error: unknown) =>
      log.error({ error, step: step.name }, 'a step of the on-call job failed'),
    );
  }
  await keepGroups(parts);
}

async function endUnanswered(store: Store): Promise<void> {
  for (let count = 0; count < MOST; count += 1) if ((await changeRoster(store, tickRoster)).is !== 'changed') return;
}

/** Each hand-over once, over all processes and restarts. */
async function tellChanges(store: Store): Promise<void> {
  const [view, since] = [await viewNow(store), await onCallSince(store)];
  for (const rotation of view.settings.oncall.rotations) {
    const changed = lastChange(rotation, view, since);
    const hearers = changed ? hearersOf(changed, view) : [];
    const [first] = hearers;
    if (!changed || !first) continue;
    if (await isLatched(store, changeNotice(changed, first, undefined, view).key)) continue;
    const notices: Notice[] = [];
    for (const hearer of hearers) {
      const isGone = hearer.as === 'before';
      const leaving = changed.before ? [changed.before.name] : [];
      const facts = isGone ? undefined : await readHandover(store, hearer.destination, leaving);
      notices.push(changeNotice(changed, hearer, facts, view));
    }
    await commit(store, [], { notices });
  }
}

/** Cards name who is on call, and what is open when calls are configured wants its calls. Done again from the start where it broke off. */
async function showWhoIsOnCall(store: Store): Promise<void> {
  const view = await viewNow(store);
  const mark = createHash('sha256').update(onCallMark(view)).digest('hex');
  if ((await shownOnCall(store)) === mark) return;
  const open = [...(await readOpen(store, 'alert')), ...(await readOpen(store, 'ticket'))];
  const concerned = open.filter(
    (item) =>
      (item.kind === 'alert' && item.severity === 'critical') || withChain(item, view.settings, view.now) !== item,
  );
  for (const { ref } of concerned) await redraw(store, ref);
  await keepShown(store, mark);
}

async function redraw(store: Store, ref: string): Promise<void> {
  await change<WorkItem, WorkItem | undefined>(store, {
    read: () => readWork(store, ref),
    decide: (item) => (item ? { is: 'changed', item, entries: [], effects: [], notices: [] } : unchanged()),
  });
}

/** Each gap once, for as long as it is one. */
async function tellGaps(store: Store): Promise<void> {
  const view = await viewNow(store);
  const gaps = comingGaps(view);
  const told = await toldGaps(store);
  const fresh = gaps.filter(({ name }) => !told.has(name));
  if (fresh.length > 0) {
    const names = fresh.map(({ name }) => name).toSorted();
    const hash = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);
    // Where this broke off before it was kept, the same day brings the same key.
    const key = `on-call/gaps/${hash}/${Math.floor(view.now / DAY)}`;
    await commit(store, [], { notices: gapNotices(fresh, key, view) });
  }
  const now = new Set(gaps.map(({ name }) => name));
  if (fresh.length > 0 || told.size !== now.size) await keepTold(store, [...now]);
}
