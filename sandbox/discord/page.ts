import type { FastifyInstance } from 'fastify';
import type { Gateway } from './gateway.ts';
import type { Hands } from './hands/hands.ts';
import { type Mischief, pullLever } from './mischief.ts';

interface Acts<Name extends keyof Hands> {
  Body: Parameters<Hands[Name]>[0];
}

/** The person's hands and the guild's mischief as JSON routes; what a hand cannot do answers 400 `{message}`. */
export async function addPageRoutes(
  server: FastifyInstance,
  hands: Hands,
  mischief: Mischief,
  gateway: Gateway,
): Promise<void> {
  await server.register(async (page: FastifyInstance) => {
    page.setErrorHandler(async (error, _request, reply) =>
      reply.code(400).send({ message: error instanceof Error ? error.message : String(error) }),
    );
    page.post<Acts<'click'>>('/_sandbox/click', async ({ body }) => hands.click(body));
    page.post<Acts<'select'>>('/_sandbox/select', async ({ body }) => hands.select(body));
    page.post<Acts<'command'>>('/_sandbox/command', async ({ body }) => hands.command(body));
    page.post<Acts<'autocomplete'>>('/_sandbox/autocomplete', async ({ body }) => hands.autocomplete(body));
    page.post<Acts<'submit'>>('/_sandbox/submit', async ({ body }) => hands.submit(body));
    page.post<Acts<'dismiss'>>('/_sandbox/dismiss', async ({ body }) => {
      hands.dismiss(body);
      return { ok: true };
    });
    page.get<{ Params: { id: string } }>('/_sandbox/interactions/:id', async ({ params }) => hands.look(params.id));
    addMischiefRoutes(page, mischief, gateway);
  });
}

interface Prank {
  do: 'remove-message' | 'remove-channel' | 'deny' | 'close-direct-messages' | 'leave' | 'archive';
  channel?: string;
  message?: string;
  user?: string;
  permissions?: string[];
  closed?: boolean;
  locked?: boolean;
}

function addMischiefRoutes(page: FastifyInstance, mischief: Mischief, gateway: Gateway): void {
  page.post<{ Body: { do: string; code?: number; on?: boolean } }>('/_sandbox/gateway', async ({ body }) => {
    pullLever(gateway, body);
    return { connections: gateway.connections() };
  });
  page.post<{ Body: Prank }>('/_sandbox/mischief', async ({ body }) => {
    play(mischief, body);
    return { ok: true };
  });
}

function play(mischief: Mischief, prank: Prank): void {
  const { channel = '', user = '' } = prank;
  switch (prank.do) {
    case 'remove-message':
      return mischief.removeMessage(channel, prank.message ?? '');
    case 'remove-channel':
      return mischief.removeChannel(channel);
    case 'deny':
      return mischief.deny(channel, prank.permissions ?? []);
    case 'close-direct-messages':
      return mischief.closeDirectMessages(user, prank.closed ?? true);
    case 'leave':
      return mischief.leave(user);
    case 'archive':
      return mischief.archive(channel, prank.locked ?? false);
    default:
      throw new Error('There is no such mischief');
  }
}
