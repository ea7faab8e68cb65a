import type { FastifyReply } from 'fastify';
import type { Fault, StandIn } from './stand-in.ts';

const CLOCK = {
  body: { type: 'object', required: ['milliseconds'], properties: { milliseconds: { type: 'number' } } },
} as const;
const PLUG = {
  body: { type: 'object', required: ['plugged'], properties: { plugged: { type: 'boolean' } } },
} as const;
const ACTIONS = {
  type: 'object',
  required: ['do'],
  oneOf: [
    {
      properties: { do: { const: 'answer' }, status: { type: 'integer', minimum: 200, maximum: 599 } },
      required: ['status'],
    },
    { properties: { do: { enum: ['drop-before', 'drop-after'] } } },
    {
      properties: { do: { enum: ['delay', 'delay-after'] }, milliseconds: { type: 'number' } },
      required: ['milliseconds'],
    },
  ],
} as const;
const FAULT = {
  body: {
    type: 'object',
    required: ['path', 'action'],
    properties: {
      path: { type: 'string', format: 'regex' },
      method: { type: 'string' },
      times: { type: 'integer', minimum: 1 },
      probability: { type: 'number', minimum: 0, maximum: 1 },
      action: ACTIONS,
    },
  },
} as const;

/** What every stand-in offers under `/_sandbox/`; a body that is not understood is 400, and changes nothing. */
export function serveControl(standIn: StandIn, watchers: Set<FastifyReply>, state: () => unknown): void {
  const { server } = standIn;
  server.get('/_sandbox/state', async () => state());
  server.get('/_sandbox/requests', async () => standIn.requests);
  server.get('/_sandbox/changes', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write('data: changed\n\n');
    watchers.add(reply);
    reply.raw.on('close', () => watchers.delete(reply));
  });
  server.post<{ Body: Fault }>('/_sandbox/faults', { schema: FAULT }, async (request) => {
    standIn.fail(request.body);
    return { ok: true };
  });
  server.delete('/_sandbox/faults', async () => {
    standIn.clearFaults();
    return { ok: true };
  });
  server.get('/_sandbox/clock', async () => ({ now: standIn.now() }));
  server.post<{ Body: { milliseconds: number } }>('/_sandbox/clock', { schema: CLOCK }, async (request) => {
    standIn.advance(request.body.milliseconds);
    standIn.changed();
    return { now: standIn.now() };
  });
  server.post<{ Body: { plugged: boolean } }>('/_sandbox/plug', { schema: PLUG }, async (request) => {
    if (request.body.plugged) standIn.plug();
    else standIn.unplug();
    standIn.changed();
    return { plugged: request.body.plugged };
  });
}
