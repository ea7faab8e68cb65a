import { Gauge, Registry } from 'prom-client';
import { key } from '../store/redis.ts';
import { readProofs } from '../store/proofs.ts';
import type { Store } from '../store/store.ts';

const registry = new Registry();
const open = new Gauge({
  name: 'deskbell_open_items',
  help: 'Open alerts and tickets',
  labelNames: ['kind'],
  registers: [registry],
});
const behind = new Gauge({
  name: 'deskbell_messages_behind',
  help: 'Messages that do not show the newest state yet',
  labelNames: ['destination'],
  registers: [registry],
});
const notices = new Gauge({
  name: 'deskbell_notices_waiting',
  help: 'Notices that wait to be sent',
  labelNames: ['destination'],
  registers: [registry],
});
const outbox = new Gauge({
  name: 'deskbell_outbox',
  help: 'Writes to other systems that are not settled',
  registers: [registry],
});
const hints = new Gauge({ name: 'deskbell_hints', help: 'Webhooks whose row was not read yet', registers: [registry] });
const proofFound = new Gauge({
  name: 'deskbell_proof_differences',
  help: 'Differences that the last count at a source found',
  labelNames: ['source'],
  registers: [registry],
});
const proofCounted = new Gauge({
  name: 'deskbell_proof_counted',
  help: 'What the last count at a source found open',
  labelNames: ['source'],
  registers: [registry],
});
const proofAt = new Gauge({
  name: 'deskbell_proof_timestamp_seconds',
  help: 'When a source was last counted',
  labelNames: ['source'],
  registers: [registry],
});
const seen = new Gauge({
  name: 'deskbell_seen_items',
  help: 'Alerts and tickets that were ever seen at a destination and are kept',
  labelNames: ['destination'],
  registers: [registry],
});
const troubles = new Gauge({
  name: 'deskbell_troubles',
  help: 'Parts of the desk that need somebody',
  registers: [registry],
});

export const metricsType = registry.contentType;

/** The desk as Prometheus reads it, counted now. */
export async function metrics(store: Store): Promise<string> {
  const { redis } = store.database;
  for (const kind of ['alert', 'ticket']) open.set({ kind }, await redis.zcard(key('open', kind)));
  for (const destination of await redis.smembers(key('destinations'))) {
    behind.set({ destination }, await redis.zcard(key('behind', destination)));
    notices.set({ destination }, await redis.zcard(key('noticed', destination)));
  }
  outbox.set(await redis.hlen(key('outbox')));
  hints.set(await redis.zcard(key('hints')));
  troubles.set(await redis.hlen(key('troubles')));
  for (const destination of await redis.smembers(key('ledgers')))
    seen.set({ destination }, await redis.zcard(key('seen', destination)));
  for (const [source, { proof }] of await readProofs(store)) {
    if (!proof) continue;
    proofFound.set({ source }, proof.found);
    proofCounted.set({ source }, proof.counted);
    proofAt.set({ source }, proof.at / 1_000);
  }
  return registry.metrics();
}
