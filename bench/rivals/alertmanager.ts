import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { freePort } from '../../sandbox/services/port.ts';
import { findProgram } from '../../sandbox/services/programs.ts';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { startProgram, type Subject } from '../measure/process.ts';

/** How Prometheus's Alertmanager gathers alerts into messages; times as it writes them, such as `10s`. */
export interface Gathering {
  by: readonly string[];
  wait: string;
  interval: string;
}

export interface Alertmanager extends Subject {
  /** Takes in alerts as Prometheus would send them; they stay firing for hours. */
  post(alerts: readonly Firing[]): Promise<void>;
  readonly url: string;
}

export interface Firing {
  host: string;
  client: string;
  message: string;
  /** The channel in Slack. */
  channel: string;
}

const PATIENCE_AT_START = 15_000;
const FIRING = 4 * 3_600_000;

/** Path of Alertmanager's program, where this machine has it. */
export function findAlertmanager(): string | undefined {
  return findProgram('prometheus-alertmanager', 'alertmanager');
}

/** Says so where a rival could not be measured. */
export function missing(rival: unknown): string {
  return rival === undefined
    ? ' There is no Alertmanager on this machine (apt-get install prometheus-alertmanager): its columns are empty.'
    : '';
}

/**
 * Alertmanager with the one receiver of these alerts: Slack's Web API with the bot's token, since that takes the same road through the
 * stand-in and its limits as Deskbell's calls. Alone, without a cluster of its kind, which would only make it wait.
 */
export async function startAlertmanager(
  program: string,
  slack: SlackStandIn,
  gathering: Gathering,
): Promise<Alertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-bench-alertmanager-'));
  await writeFile(join(folder, 'config.yml'), settingsFor(slack, gathering));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const subject = startProgram(program, [
    `--config.file=${folder}/config.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ]);
  const pool = new Pool(url, { connections: 8 });
  await answers(pool);
  async function stop(): Promise<void> {
    await pool.destroy();
    await subject.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return { ...subject, url, stop, post: (alerts) => post(pool, alerts) };
}

async function answers(pool: Pool): Promise<void> {
  const end = performance.now() + PATIENCE_AT_START;
  for (;;) {
    const ready = await pool.request({ method: 'GET', path: '/-/ready' }).catch(() => undefined);
    await ready?.body.dump();
    if (ready?.statusCode === 200) return;
    if (performance.now() > end) throw new Error('Alertmanager did not start in time');
    await pause(50);
  }
}

async function post(pool: Pool, alerts: readonly Firing[]): Promise<void> {
  const body = JSON.stringify(alerts.map(firingJson));
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ method: 'POST', path: '/api/v2/alerts', headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`Alertmanager answered ${answer.statusCode}`);
}

/** One alert as Alertmanager's API takes it. */
export function firingJson({ host, client, message, channel }: Firing) {
  return {
    labels: { alertname: 'availability', instance: host, client, channel },
    annotations: { summary: message },
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + FIRING).toISOString(),
  };
}

function settingsFor(slack: SlackStandIn, { by, wait, interval }: Gathering): string {
  return `
route:
  receiver: slack
  group_by: [${by.map((label) => `'${label}'`).join(', ')}]
  group_wait: ${wait}
  group_interval: ${interval}
  repeat_interval: 4h
receivers:
  - name: slack
    slack_configs:
      - api_url: '${slack.apiUrl}chat.postMessage'
        http_config: { authorization: { type: Bearer, credentials: '${slack.settings.botToken}' } }
        channel: '{{ (index .Alerts 0).Labels.channel }}'
        username: ''
        send_resolved: false
        title: '{{ .Alerts | len }} alerts'
        text: '{{ range .Alerts }}{{ .Annotations.summary }}{{ "\\n" }}{{ end }}'
`;
}
