import type { Calendar } from '../../../src/desk/clock/calendar.ts';
import type { Settings } from '../../../src/desk/settings.ts';
import type { SlaTargets } from '../../../src/desk/clock/sla-settings.ts';
import type { Ticket } from '../../../src/desk/ticket/ticket.ts';
import type { WorkState } from '../../../src/desk/clock/work-state.ts';
import { type Wall, wallAround } from '../wall.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** A clock as whoever counts minutes on the wall would tell it. Lengths in minutes, instants in epoch milliseconds. */
export interface Told {
  state: 'running' | 'paused' | 'met' | 'missed';
  elapsed: number;
  /** `beyond`: later than the oracle looks. */
  due: number | 'beyond' | undefined;
  late: number | undefined;
  stoppedAt: number | undefined;
  fifth: number | 'beyond' | undefined;
}

function stateOf(isStopped: boolean, runs: boolean, isLate: boolean): Told['state'] {
  if (isStopped && isLate) return 'missed';
  if (isStopped) return 'met';
  if (runs) return 'running';
  return 'paused';
}

/** How far an oracle looks: days before and after the beginning of a date, in UTC. */
export interface Sight {
  day: string;
  before: number;
  after: number;
}

/** Walks minute by minute: slow, and obvious. All instants and targets of the ticket must be whole minutes. */
export function oracle(
  kind: 'response' | 'resolution',
  ticket: Ticket,
  settings: Settings,
  now: number,
  sight: Sight,
): Told | undefined {
  const log = ticket.log ?? [];
  if (kind === 'response' && !ticket.facts.awaitsResponse) return undefined;
  const stoppedAt = stopOf(kind, ticket, settings);
  const deciding = stoppedAt === undefined ? log.at(-1) : stateAt(log, stoppedAt);
  if (!deciding) return undefined;
  const target = targetOf(kind, deciding, settings);
  if (target === 'none') return undefined;

  const pausing = kind === 'resolution' || settings.sla.responsePauses;
  const counts = (is: WorkState['is']): boolean => is === 'open' || (is === 'waiting' && !pausing);
  const end = Date.parse(`${sight.day}T00:00Z`) + sight.after * DAY;
  const first = Date.parse(`${sight.day}T00:00Z`) - sight.before * DAY;
  const hours = new Map([...log, deciding].map((state) => [state, openOf(state.client, settings, sight)]));
  const open = (state: WorkState): Uint8Array | undefined => hours.get(state);
  let used = 0;
  let elapsed = 0;
  let due: number | undefined;
  let fifth: number | undefined;
  for (let minute = log[0]?.at ?? 0; minute < end; minute += MINUTE) {
    if (minute >= now && due !== undefined) break;
    const isAfter = stoppedAt !== undefined && minute >= stoppedAt;
    const state = isAfter ? deciding : stateAt(log, minute);
    if (!state || !(isAfter || counts(state.is)) || !open(state)?.[(minute - first) / MINUTE]) continue;
    if (target === 0) due ??= minute;
    used += 1;
    if (minute < now && !isAfter) elapsed += 1;
    if (used === target / MINUTE) due ??= minute + MINUTE;
    if (used === target / MINUTE / 5 && !isAfter) fifth ??= minute + MINUTE;
  }
  const runs = stoppedAt === undefined && counts(deciding.is);
  const isLate = elapsed * MINUTE > target;
  return {
    state: stateOf(stoppedAt !== undefined, runs, isLate),
    elapsed,
    due: runs || stoppedAt !== undefined ? (due ?? 'beyond') : undefined,
    late: isLate ? elapsed - target / MINUTE : undefined,
    stoppedAt,
    fifth: target === 0 ? undefined : (fifth ?? (runs ? 'beyond' : undefined)),
  };
}

function stateAt(log: readonly WorkState[], instant: number): WorkState | undefined {
  let found = log[0];
  for (const state of log) if (state.at <= instant) found = state;
  return found;
}

function stopOf(kind: 'response' | 'resolution', ticket: Ticket, { sla }: Settings): number | undefined {
  const log = ticket.log ?? [];
  const answers: number[] = [];
  if (kind === 'response') {
    if (sla.responseBy.includes('reply')) answers.push(ticket.facts.firstReplyAt ?? Infinity);
    if (sla.responseBy.includes('acknowledge')) answers.push(ticket.acknowledged?.at ?? Infinity);
    if (sla.responseBy.includes('claim')) for (const { at, holder } of log) if (holder) answers.push(at);
  }
  const first = Math.min(Infinity, ...answers);
  if (first !== Infinity) return first;
  let over: number | undefined;
  for (const { is, at } of log) {
    if (is !== 'over') over = undefined;
    else over ??= at;
  }
  return over;
}

/** The order that docs/clocks.md writes down, line by line. */
function targetOf(kind: 'response' | 'resolution', { client, priority = 'P3' }: WorkState, settings: Settings) {
  const own = settings.clients.find(({ name }) => name === client);
  const tier = own?.tier === undefined ? undefined : settings.tiers[own.tier];
  const builtIn: SlaTargets =
    kind === 'response' ? { P1: 15 * MINUTE, P2: 60 * MINUTE, P3: 240 * MINUTE, P4: 480 * MINUTE } : {};
  return (
    own?.[kind][priority] ??
    own?.[kind].default ??
    tier?.[kind][priority] ??
    tier?.[kind].default ??
    settings.sla[kind][priority] ??
    settings.sla[kind].default ??
    builtIn[priority] ??
    'none'
  );
}

const always = new Uint8Array(100 * 24 * 60).fill(1);

/** One for each minute of the sight that is open for a client. */
function openOf(client: string | undefined, settings: Settings, sight: Sight): Uint8Array {
  const own = settings.clients.find(({ name }) => name === client);
  const tier = own?.tier === undefined ? undefined : settings.tiers[own.tier];
  const name = own?.calendar ?? tier?.calendar ?? settings.sla.calendar;
  const calendar = name === undefined ? undefined : settings.calendars[name];
  if (!calendar || calendar.always) return always;
  const zone = own?.zone ?? calendar.zone ?? settings.zone;
  return openMinutes(calendar, zone, wallAround(sight.day, zone, sight.before, sight.after));
}

const opened = new WeakMap<Calendar, Map<string, Uint8Array>>();

/** One for each minute that is open. */
function openMinutes(calendar: Calendar, zone: string, wall: Wall): Uint8Array {
  const zones = opened.get(calendar) ?? new Map<string, Uint8Array>();
  opened.set(calendar, zones);
  const known = zones.get(zone);
  if (known) return known;
  const open = new Uint8Array(wall.shown.length);
  const dates = datesOf(wall);
  for (const date of dates) for (const window of windowsOn(date, calendar)) fill(open, wall, date, window, 1);
  for (const date of dates) {
    for (const one of calendar.holidays) {
      if (typeof one === 'object' && 'to' in one && one.date === date) fill(open, wall, date, one, 0);
    }
  }
  zones.set(zone, open);
  return open;
}

/** Every date of the calendar, also one that a zone skips. */
function datesOf({ first, shown }: Wall): string[] {
  return Array.from({ length: shown.length / 24 / 60 }, (_, day) =>
    new Date(first + day * DAY).toISOString().slice(0, 10),
  );
}

function windowsOn(date: string, { holidays, week }: Calendar): readonly { from: string; to: string }[] {
  let windows: readonly { from: string; to: string }[] = week[DAYS[new Date(`${date}T00:00Z`).getUTCDay()] ?? 'monday'];
  if (holidays.includes(date)) windows = [];
  const instead = holidays.flatMap((one) =>
    typeof one === 'object' && 'open' in one && one.date === date ? one.open : [],
  );
  return instead.length > 0 ? instead : windows;
}

function fill(
  open: Uint8Array,
  wall: Wall,
  date: string,
  { from, to }: { from: string; to: string },
  value: 0 | 1,
): void {
  const tomorrow = new Date(Date.parse(`${date}T00:00Z`) + DAY).toISOString().slice(0, 10);
  const written = (on: string, clock: string, next: string): string =>
    clock === '24:00' ? `${next}T00:00` : `${on}T${clock}`;
  const overmorrow = new Date(Date.parse(`${date}T00:00Z`) + 2 * DAY).toISOString().slice(0, 10);
  const begin = wall.minuteOf(written(date, from, tomorrow));
  const end =
    to <= from ? wall.minuteOf(written(tomorrow, to, overmorrow)) : wall.minuteOf(written(date, to, tomorrow));
  if (begin !== undefined && end !== undefined) open.fill(value, begin, end);
}
