import type { FastifyInstance } from 'fastify';
import type { FreescoutStandIn } from './index.ts';

/** Driver methods that may be called over HTTP: `POST /_sandbox/<name>` with their arguments as a JSON list. */
const driverNames = [
  'customerMail',
  'customerReply',
  'agentReply',
  'agentMailReply',
  'agentNote',
  'agentClaim',
  'agentAssign',
  'agentUnassign',
  'agentStatus',
  'draft',
  'draftTicket',
  'publishDraft',
  'undoReply',
  'discardDraft',
  'editThread',
  'merge',
  'move',
  'trash',
  'restore',
  'deleteForever',
  'phoneTicket',
  'importTicket',
  'rawUpdate',
  'addUser',
  'disableUser',
  'giveAccess',
  'takeAccess',
  'hideFromAssigning',
  'changeMailbox',
  'cron',
  'loseHooks',
  'doubleHooks',
  'delayHooks',
  'tickets',
] as const satisfies readonly (keyof FreescoutStandIn)[];

/** The driver over HTTP; the answer is `{"result": …}`, or 400 with `{"error": …}` for a stranger or an unknown ticket. */
export function sandboxRoutes(server: FastifyInstance, standIn: () => FreescoutStandIn): void {
  for (const name of driverNames) {
    server.post<{ Body: unknown }>(`/_sandbox/${name}`, async (request, reply) => {
      const given = Array.isArray(request.body) ? (request.body as unknown[]) : [];
      const call = standIn()[name] as (...given: unknown[]) => unknown;
      try {
        return { result: (await call(...given)) ?? null };
      } catch (error) {
        return reply.code(400).send({ error: error instanceof Error ? error.message : String(error) });
      }
    });
  }
}
