import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AlertSignal } from '../../../../src/desk/signal.ts';
import type { Hearing, Source, WebhookCall, WriteBack } from '../../../../src/integrations/contract.ts';
import type { Remote } from '../../../../src/integrations/http.ts';
import { ask, askUnless } from './client.ts';
import { Call, Lamp } from './schema.ts';

/** Every broken lamp is an alert. */
export function lampSource(remote: Remote, key: string): Source {
  async function read(row: string): Promise<AlertSignal | undefined> {
    const readAt = Date.now();
    const lamp = await askUnless(404, remote, Lamp, { method: 'GET', path: `/lamps/${encodeURIComponent(row)}` });
    return lamp && signalFor(lamp, readAt);
  }

  return {
    kind: 'alert',
    pollSeconds: 1,
    async poll({ open }) {
      const readAt = Date.now();
      const broken = await ask(remote, z.array(Lamp), { method: 'GET', path: '/lamps' });
      const listed = new Set(broken.map((lamp) => lamp.id));
      const missing = open.filter((known) => !listed.has(known.row));
      // Being gone from the list means nothing: each lamp is asked for.
      const fates = await Promise.all(missing.map(async ({ row }) => (await read(row)) ?? deleted(row, readAt)));
      const signals = [...fates, ...broken.map((lamp) => signalFor(lamp, readAt))];
      return { signals, cursor: String(readAt), openAtSource: broken.length };
    },
    read,
    hear: (call) => hear(call, key),
  };
}

function signalFor({ id, room, client, broken, changedAt }: Lamp, readAt: number): AlertSignal {
  const about = { kind: 'alert', source: 'workshop', row: id, condition: conditionOf(id), readAt } as const;
  if (!broken) return { ...about, seen: { state: 'ended', how: 'recovered', at: changedAt } };
  const facts = {
    title: `Lamp in the ${room} is broken`,
    message: '',
    raw: 'error',
    type: 'lamp',
    client,
    device: { id, name: room, kind: 'unknown' as const },
    startedAt: changedAt,
    hidden: false,
    links: [],
  };
  return { ...about, seen: { state: 'open', facts } };
}

function deleted(row: string, at: number): AlertSignal {
  const seen = { state: 'ended', how: 'deleted', at } as const;
  return { kind: 'alert', source: 'workshop', row, condition: conditionOf(row), readAt: at, seen };
}

function conditionOf(id: string): string {
  return `workshop/lamp/${id}`;
}

function hear({ path, headers, body }: WebhookCall, key: string): Hearing {
  if (path !== '' && path !== '/') return { is: 'refused', status: 404, says: 'nothing is here' };
  const given = Buffer.from(headers['x-workshop-key'] ?? '');
  const wanted = Buffer.from(key);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return { is: 'refused', status: 401, says: 'the key is wrong' };
  try {
    return { is: 'hint', row: Call.parse(JSON.parse(body.toString())).lamp, says: 'heard' };
  } catch {
    return { is: 'refused', status: 400, says: 'the body names no lamp' };
  }
}

/** Notes on lamps, each with its key at the end, by which it is found again. */
export function lampNotes(remote: Remote): WriteBack {
  return {
    can: ['note'],
    async write(write, { key, number }) {
      if (write.verb !== 'note') return { is: 'refused', sentence: 'The workshop does not know who has a lamp.' };
      const path = `/lamps/${encodeURIComponent(write.on)}/notes`;
      const mark = `[${key}]`;
      if (number > 1) {
        const notes = await ask(remote, z.array(z.string()), { method: 'GET', path });
        if (notes.some((text) => text.endsWith(mark))) return { is: 'done' };
      }
      await ask(remote, z.object({}), { method: 'POST', path, body: { text: `${write.text} ${mark}` } });
      return { is: 'done' };
    },
  };
}
