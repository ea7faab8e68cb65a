import { setTimeout as pause } from 'node:timers/promises';
import { alertInScope } from '../access.ts';
import { alertJson, deleteAlert, insertAlert, resolveAlert, updateAlert } from '../alert-row.ts';
import { validAlertFields } from '../alert-fields.ts';
import { businessError, FORBIDDEN, MISSING, ok, Refused, type Answer } from '../answer.ts';
import { listAlerts, wholeNumber } from '../list-alerts.ts';
import type { Alert } from '../model.ts';
import type { Call, Route } from '../router.ts';
import { timestamp, type World } from '../world.ts';

export function alertRoutes(world: World): Route[] {
  const one = oneAlert(world);
  return [
    {
      path: /^\/alerts\/$/,
      methods: {
        PATCH: ['can_list_alerts', async (call) => list(world, call)],
        POST: ['can_manage_alerts', (call) => create(world, call)],
      },
    },
    { path: /^\/alerts\/bulk\/$/, methods: { POST: ['can_manage_alerts', (call) => bulk(world, call)] } },
    {
      path: /^\/alerts\/(?<id>\d+)\/$/,
      methods: {
        GET: ['can_list_alerts', (call) => ok(alertJson(world, one(call)))],
        PUT: ['can_manage_alerts', (call) => change(world, one(call), call.body())],
        DELETE: ['can_manage_alerts', (call) => remove(world, call)],
      },
    },
  ];
}

async function list(world: World, call: Call): Promise<Answer> {
  const { rows, count } = listAlerts(world, call.key, call.body());
  if (world.settings.millisecondsPerRow > 0) await pause(count * world.settings.millisecondsPerRow);
  return ok(rows);
}

function oneAlert(world: World): (call: Call) => Alert {
  return (call) => {
    const alert = world.alerts.get(Number(call.params['id']));
    if (!alert) throw new Refused(MISSING);
    if (!alertInScope(world, call.key, alert)) throw new Refused(FORBIDDEN);
    return alert;
  };
}

function create(world: World, call: Call): Answer {
  const fields = validAlertFields(world, record(call.body()));
  const alert = insertAlert(world, {
    alert_type: 'availability',
    severity: 'info',
    message: null,
    hidden: false,
    agent: null,
    assigned_check: null,
    assigned_task: null,
  });
  updateAlert(world, alert, fields);
  return ok();
}

function change(world: World, alert: Alert, body: unknown): Answer {
  const asked = record(body);
  if (!('type' in asked)) updateAlert(world, alert, validAlertFields(world, asked));
  else if (asked['type'] === 'resolve') resolveAlert(world, alert);
  else if (asked['type'] === 'snooze') {
    if (!('snooze_days' in asked)) return businessError("Missing 'snoozed_days' when trying to snooze alert");
    updateAlert(world, alert, snoozeOf(world, asked['snooze_days']));
  } else if (asked['type'] === 'unsnooze') updateAlert(world, alert, { snoozed: false, snooze_until: null });
  else return businessError('There was an error in the request data');
  return ok();
}

function snoozeOf(world: World, days: unknown): Partial<Alert> {
  return { snoozed: true, snooze_until: timestamp(world.now() + wholeNumber(days) * 86_400_000) };
}

/** A superuser skips the check that finds out about a missing row, and runs into the error behind it. */
function remove(world: World, call: Call): Answer {
  const alert = world.alerts.get(Number(call.params['id']));
  if (!alert && call.key.permissions === 'superuser') throw new Error('matching query does not exist');
  if (!alert) return MISSING;
  if (!alertInScope(world, call.key, alert)) return FORBIDDEN;
  deleteAlert(world, alert);
  return ok();
}

/** Ids that are unknown or out of scope are passed over without a word. */
function bulk(world: World, call: Call): Answer {
  const asked = record(call.body());
  const { bulk_action, alerts, snooze_days } = asked;
  if (!('bulk_action' in asked)) throw new TypeError('no bulk_action');
  const isKnown = bulk_action === 'resolve' || (bulk_action === 'snooze' && 'snooze_days' in asked);
  if (!isKnown) return businessError('The request was invalid');
  if (!Array.isArray(alerts)) throw new TypeError('alerts is no list');
  const found = alerts.map(wholeNumber).flatMap((id) => world.alerts.get(id) ?? []);
  const snooze = bulk_action === 'snooze' ? snoozeOf(world, snooze_days) : undefined;
  for (const alert of found.filter((alert) => alertInScope(world, call.key, alert))) {
    if (snooze) updateAlert(world, alert, snooze);
    else resolveAlert(world, alert);
  }
  return ok();
}

function record(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new TypeError('the body has no keys');
}
