import type { FastifyReply } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { pictureOf, type SystemName, systemNames } from './pictures.ts';
import type { StandIns } from './stand-ins.ts';

/** Changes that come closer together than this, in milliseconds, are one. */
const TOGETHER = 80;
const AGAIN = 500;

export type PictureName = SystemName | 'demo';

/** Server-sent events: one named picture at a time, whole, whenever it has changed. */
export interface Stream {
  join(reply: FastifyReply): void;
  changed(name: PictureName): void;
  /** The stand-ins are others now. */
  follow(): void;
  close(): void;
}

/** Watches all stand-ins over their own change events. `demo` gives the picture of the demo itself. */
export function openStream(standIns: () => StandIns, demo: () => unknown): Stream {
  const readers = new Set<FastifyReply>();
  let stopping = new AbortController();
  const last = new Map<PictureName, string>();
  const due = new Set<PictureName>();
  let timer: NodeJS.Timeout | undefined;

  function pictureFor(name: PictureName): string {
    const picture = name === 'demo' ? demo() : pictureOf(name, standIns());
    return `event: ${name}\ndata: ${JSON.stringify(picture)}\n\n`;
  }

  function flush(): void {
    timer = undefined;
    for (const name of due) {
      const text = pictureFor(name);
      if (text === last.get(name)) continue;
      last.set(name, text);
      for (const reader of readers) reader.raw.write(text);
    }
    due.clear();
  }

  function changed(name: PictureName): void {
    due.add(name);
    if (readers.size > 0) timer ??= setTimeout(flush, TOGETHER);
  }

  function follow(): void {
    stopping.abort();
    stopping = new AbortController();
    for (const name of systemNames) void watch(standIns()[name].url, () => changed(name), stopping.signal);
    // First of all which run this is: what the page holds of the one before does not count any more.
    changed('demo');
    for (const name of systemNames) changed(name);
  }

  follow();
  return {
    join(reply) {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      for (const name of ['demo', ...systemNames] as const) reply.raw.write(pictureFor(name));
      readers.add(reply);
      reply.raw.on('close', () => readers.delete(reply));
    },
    changed,
    follow,
    close() {
      stopping.abort();
      clearTimeout(timer);
      for (const reader of readers) reader.raw.end();
    },
  };
}

/** Quiet streams are cut by the client after a while, hence again and again. */
async function watch(url: string, changed: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${url}/_sandbox/changes`, { signal });
      for await (const _chunk of response.body ?? []) changed();
    } catch {
      await pause(AGAIN, undefined, { signal }).catch(() => undefined);
    }
  }
}
