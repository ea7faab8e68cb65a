import { setTimeout as pause } from 'node:timers/promises';
import { updateAlert } from './alert-row.ts';
import { openLane } from './lane.ts';
import type { Agent, Alert } from './model.ts';
import { modelsFor, modelsForTest, render, renderBody, renderHeaders, type Models } from './template.ts';
import { BODY, HEADERS } from './webhook-template.ts';
import type { World } from './world.ts';

export type WebhookEvent = 'failure' | 'resolved';

/** Two web hooks as an administrator would type them in. Addresses, headers and body are TRMM templates. */
export interface WebhookOptions {
  /** For example `https://desk.example/webhooks/trmm/failure/{{alert.id}}`. */
  failureUrl?: string;
  resolvedUrl?: string;
  /** Stored in the key store as BOT_TOKEN. */
  token?: string;
  headers?: string;
  /** Default: ids and enums only. `EVENT` stands for failure or resolved. */
  body?: string;
  /** TRMM gives up after 8,000. */
  timeoutMilliseconds?: number;
}

/** What goes wrong on the way: shares from 0 to 1, and a wait before each call. */
export interface Disturbance {
  lose?: number;
  duplicate?: number;
  delayMilliseconds?: number;
}

interface SentWebhook {
  /** Null for a test. */
  alert: number | null;
  event: WebhookEvent;
  url: string;
  body: string;
  status: number;
  answer: string;
}

export interface Webhooks {
  configure(options: WebhookOptions | undefined): void;
  disturb(disturbance: Disturbance): void;
  has(event: WebhookEvent): boolean;
  /** Queues one call, never to be repeated; what came of it is written into the alert's row. */
  send(alert: Alert, event: WebhookEvent): void;
  /** The button "Test": with an agent, its own fields stand where the alert's should; without one, `{{…}}` stays. */
  test(event: WebhookEvent, agent?: Agent): Promise<void>;
  /** Everything that left, or was lost, oldest first. */
  readonly sent: readonly SentWebhook[];
  /** When every queued call has ended. */
  settled(): Promise<void>;
  stop(): void;
}

export function openWebhooks(world: World, random: () => number): Webhooks {
  let options: WebhookOptions = {};
  let disturbance: Disturbance = {};
  const stopped = new AbortController();
  const sent: SentWebhook[] = [];
  // Check results are posted by many agents at once; the job for overdue agents works one by one.
  const lanes = { parallel: openLane(6), sequential: openLane(1) };

  function urlOf(event: WebhookEvent): string | undefined {
    return event === 'failure' ? options.failureUrl : options.resolvedUrl;
  }

  async function deliver(event: WebhookEvent, models: Models, alert?: Alert): Promise<void> {
    const url = render(urlOf(event) ?? '', models);
    const body = renderBody((options.body ?? BODY).replaceAll('EVENT', event), models);
    const { delayMilliseconds } = disturbance;
    if (delayMilliseconds) await pause(delayMilliseconds, undefined, { signal: stopped.signal });
    const copies = random() < (disturbance.duplicate ?? 0) ? 2 : 1;
    let outcome = { status: 500, answer: 'Connection aborted.' };
    if (random() >= (disturbance.lose ?? 0)) {
      for (let copy = 0; copy < copies; copy += 1) outcome = await post(url, body, models);
    }
    sent.push({ alert: alert?.id ?? null, event, url, body, ...outcome });
    if (alert) record(world, alert, event, outcome);
  }

  async function post(url: string, body: string, models: Models) {
    try {
      const headers = { connection: 'close', ...renderHeaders(options.headers ?? HEADERS, models) };
      const timeout = AbortSignal.timeout(options.timeoutMilliseconds ?? 8000);
      const signal = AbortSignal.any([timeout, stopped.signal]);
      const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(body), signal });
      return { status: response.status, answer: await response.text() };
    } catch (error) {
      return { status: 500, answer: String(error) };
    }
  }

  return {
    configure(next) {
      options = next ?? {};
      if (next?.token) world.globalKeys.set('BOT_TOKEN', next.token);
    },
    disturb(next) {
      disturbance = next;
    },
    has: (event) => Boolean(urlOf(event)),
    send(alert, event) {
      if (!urlOf(event)) return;
      const models = modelsFor(world, alert);
      const lane = alert.alert_type === 'availability' ? lanes.sequential : lanes.parallel;
      lane.add(() => deliver(event, models, alert));
    },
    test: (event, agent) => deliver(event, modelsForTest(world, agent)),
    sent,
    async settled() {
      while (lanes.parallel.busy() || lanes.sequential.busy()) {
        await Promise.all([lanes.parallel.idle(), lanes.sequential.idle()]);
      }
    },
    stop() {
      stopped.abort();
      lanes.parallel.clear();
      lanes.sequential.clear();
    },
  };
}

function record(world: World, alert: Alert, event: WebhookEvent, outcome: { status: number; answer: string }): void {
  if (!world.alerts.has(alert.id)) return;
  const changes =
    event === 'failure'
      ? {
          action_run: world.stamp(),
          action_stdout: outcome.answer,
          action_stderr: '',
          action_retcode: outcome.status,
          action_execution_time: '0.0000',
        }
      : {
          resolved_action_run: world.stamp(),
          resolved_action_stdout: outcome.answer,
          resolved_action_stderr: '',
          resolved_action_retcode: outcome.status,
          resolved_action_execution_time: '0.0000',
        };
  updateAlert(world, alert, changes);
}
