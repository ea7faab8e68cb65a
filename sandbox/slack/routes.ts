import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Admin } from './admin.ts';
import type { Hands } from './hands/hands.ts';
import type { Sight } from './sight.ts';

type Body<Of extends (argument: never) => unknown> = { Body: Parameters<Of>[0] };

/** The hands, the eyes and the administrator under `/_sandbox/`, for the page and for tests in other processes. */
export function serveSandbox(server: FastifyInstance, parts: Hands & Sight & Admin): void {
  serveHands(server, parts);
  serveSight(server, parts);
  serveAdmin(server, parts);
}

function serveHands(server: FastifyInstance, hands: Hands): void {
  server.post<Body<Hands['click']>>('/_sandbox/click', (request, reply) =>
    tried(reply, () => hands.click(request.body)),
  );
  server.post<Body<Hands['command']>>('/_sandbox/command', (request, reply) =>
    tried(reply, () => hands.command(request.body)),
  );
  server.post<Body<Hands['submit']>>('/_sandbox/submit', (request, reply) =>
    tried(reply, () => hands.submit(request.body)),
  );
  server.post<Body<Hands['suggest']>>('/_sandbox/suggest', (request, reply) =>
    tried(reply, () => hands.suggest(request.body)),
  );
  server.post<Body<Hands['shortcut']>>('/_sandbox/shortcut', (request, reply) =>
    tried(reply, () => hands.shortcut(request.body)),
  );
  server.post<Body<Hands['openHome']>>('/_sandbox/open-home', (request, reply) =>
    tried(reply, () => hands.openHome(request.body)),
  );
  server.post<Body<Hands['closeModal']>>('/_sandbox/close-modal', (request, reply) =>
    tried(reply, () => hands.closeModal(request.body)),
  );
  server.post<Body<Hands['say']>>('/_sandbox/say', (request, reply) => tried(reply, () => hands.say(request.body)));
}

function serveSight(server: FastifyInstance, sight: Sight): void {
  server.get<{ Params: { channel: string } }>('/_sandbox/messages/:channel', (request, reply) =>
    tried(reply, () => sight.messages(request.params.channel)),
  );
  server.get<{ Params: { user: string } }>('/_sandbox/ephemerals/:user', async (request) =>
    sight.ephemerals(request.params.user),
  );
  server.get<{ Params: { user: string } }>('/_sandbox/views/:user', async (request) =>
    sight.views(request.params.user),
  );
  server.get<{ Params: { user: string } }>('/_sandbox/direct-messages/:user', async (request) =>
    sight.directMessages(request.params.user),
  );
}

function serveAdmin(server: FastifyInstance, admin: Admin): void {
  server.post<{ Body: { reason: Parameters<Admin['disconnect']>[0]; connection?: number } }>(
    '/_sandbox/disconnect',
    (request, reply) => tried(reply, () => admin.disconnect(request.body.reason, request.body.connection)),
  );
  server.post('/_sandbox/cut', (_request, reply) => tried(reply, () => admin.cut()));
  server.post<Body<Admin['event']>>('/_sandbox/event', (request, reply) =>
    tried(reply, () => admin.event(request.body)),
  );
  server.post<{ Body: { root?: string } }>('/_sandbox/deliver-to', (request, reply) =>
    tried(reply, () => admin.deliverTo(request.body.root)),
  );
  server.post<{ Params: { channel: string } }>('/_sandbox/channels/:channel/invite', (request, reply) =>
    tried(reply, () => admin.invite(request.params.channel)),
  );
  server.post<{ Params: { channel: string } }>('/_sandbox/channels/:channel/kick', (request, reply) =>
    tried(reply, () => admin.kick(request.params.channel)),
  );
  server.post<{ Params: { channel: string }; Body: { archived?: boolean } | null }>(
    '/_sandbox/channels/:channel/archive',
    (request, reply) => tried(reply, () => admin.archive(request.params.channel, request.body?.archived)),
  );
  server.post<{ Body: { error?: string } | null }>('/_sandbox/break-token', (request, reply) =>
    tried(reply, () => admin.breakToken(request.body?.error)),
  );
  server.post<{ Body: { count: number } }>('/_sandbox/lose-acks', (request, reply) =>
    tried(reply, () => admin.loseAcks(request.body.count)),
  );
  server.post('/_sandbox/repeat-event', (_request, reply) => tried(reply, () => admin.repeatEvent()));
  server.post<{ Body: { root: string } }>('/_sandbox/verify-address', (request, reply) =>
    tried(reply, async () => ({ verified: await admin.verifyAddress(request.body.root) })),
  );
  server.post<{ Params: { user: string } }>('/_sandbox/users/:user/reload', (request, reply) =>
    tried(reply, () => admin.reload(request.params.user)),
  );
  server.post<{ Params: { user: string } }>('/_sandbox/users/:user/deactivate', (request, reply) =>
    tried(reply, () => admin.deactivate(request.params.user)),
  );
  server.delete<{ Params: { channel: string; ts: string } }>('/_sandbox/messages/:channel/:ts', (request, reply) =>
    tried(reply, () => admin.deleteMessage(request.params.channel, request.params.ts)),
  );
}

/** What cannot be done answers 400 with the sentence that says why. */
async function tried(reply: FastifyReply, act: () => unknown): Promise<unknown> {
  try {
    return (await act()) ?? { ok: true };
  } catch (error) {
    return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
  }
}
