import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { VirtualClock } from '../store/clock.ts';

/** A hundred years: what lies beyond is a mistake in the unit. */
const FURTHEST = 100 * 366 * 86_400_000;

/** `GET /clock` and `PUT /clock` with `{ ahead }` in milliseconds; both answer `{ now, ahead }`. `moved` is called after each move. */
export function addClock(server: FastifyInstance, clock: VirtualClock, moved: () => void): void {
  const answer = (reply: FastifyReply): FastifyReply => reply.send({ now: clock.now(), ahead: clock.ahead() });
  server.get('/clock', (_request, reply) => answer(reply));
  server.put('/clock', async (request, reply) => {
    const wish = Wish.safeParse(parse(request.body));
    if (!wish.success) return refuse(reply, `the body must be {"ahead": milliseconds}, at most ${FURTHEST}`);
    const { ahead } = wish.data;
    if (ahead < clock.ahead()) return refuse(reply, `the clock is ${clock.ahead()} ms ahead and never goes back`);
    await clock.move(ahead);
    moved();
    return answer(reply);
  });
}

const Wish = z.object({ ahead: z.int().min(0).max(FURTHEST) });

function parse(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}
