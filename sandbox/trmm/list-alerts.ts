import { alertInScope } from './access.ts';
import { alertJson } from './alert-row.ts';
import type { Alert, ApiKey } from './model.ts';
import { placeOf, type World } from './world.ts';

const FILTERS = ['timeFilter', 'clientFilter', 'severityFilter', 'resolvedFilter', 'snoozedFilter'];

/** The body of `PATCH /alerts/`. Throws where TRMM answers 500. */
export function listAlerts(world: World, key: ApiKey, body: unknown): { rows: unknown; count: number } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('the body has no keys');
  const asked = body as Record<string, unknown>;
  const visible = [...world.alerts.values()].filter((alert) => alertInScope(world, key, alert));
  if ('top' in asked) return newestBell(world, visible, asked['top']);
  const filtered = FILTERS.some((name) => name in asked);
  const found = filtered ? visible.filter(filterFor(world, asked)) : visible;
  return { rows: found.map((alert) => alertJson(world, alert)), count: found.length };
}

/** The bell's own mode: all other keys are ignored, and the oldest come first. */
function newestBell(world: World, visible: readonly Alert[], top: unknown): { rows: unknown; count: number } {
  const limit = wholeNumber(top);
  if (limit < 0) throw new RangeError('negative indexing is not supported');
  const open = visible.filter((alert) => !alert.resolved && !alert.snoozed && !alert.hidden);
  const oldest = open.sort((a, b) => instantOf(a) - instantOf(b) || a.id - b.id).slice(0, limit);
  const alerts = oldest.map((alert) => alertJson(world, alert));
  return { rows: { alerts_count: open.length, alerts }, count: alerts.length };
}

function filterFor(world: World, asked: Record<string, unknown>): (alert: Alert) => boolean {
  const tests: ((alert: Alert) => boolean)[] = [];
  if ('resolvedFilter' in asked) tests.push(flagTest(asked['resolvedFilter'], 'resolved'));
  if ('snoozedFilter' in asked) tests.push(flagTest(asked['snoozedFilter'], 'snoozed'));
  if ('severityFilter' in asked) {
    const wanted = new Set(members(asked['severityFilter']));
    tests.push((alert) => wanted.has(alert.severity));
  }
  if ('clientFilter' in asked) {
    const wanted = new Set(members(asked['clientFilter']).map(wholeNumber));
    tests.push((alert) => {
      const agent = world.agents.get(alert.agent ?? -1);
      return agent !== undefined && wanted.has(placeOf(world, agent).client.id);
    });
  }
  if ('timeFilter' in asked) {
    const since = world.now() - wholeNumber(asked['timeFilter']) * 86_400_000;
    tests.push((alert) => {
      const at = instantOf(alert);
      return at > since && at <= world.now();
    });
  }
  return (alert) => tests.every((test) => test(alert));
}

/** A row without a time comes last, as nulls do in PostgreSQL, and lies within no time. */
function instantOf({ alert_time }: Alert): number {
  return alert_time === null ? Number.MAX_SAFE_INTEGER : Math.floor(Date.parse(alert_time));
}

/** Anything that counts as true in Python filters nothing; null compares with SQL NULL and matches no row. */
function flagTest(value: unknown, column: 'resolved' | 'snoozed'): (alert: Alert) => boolean {
  if (value === null) return () => false;
  if (value === false || value === 0) return (alert) => !alert[column];
  if (value === '' || (Array.isArray(value) && value.length === 0)) throw new TypeError('no boolean');
  return () => true;
}

function members(value: unknown): unknown[] {
  if (typeof value === 'string') return value.split('');
  if (Array.isArray(value)) return value;
  throw new TypeError('not iterable');
}

/** Python's `int`: numbers are cut, strings must be whole, null is an error. */
export function wholeNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw new TypeError('no whole number');
}
