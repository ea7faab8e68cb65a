import type { FastifyInstance } from 'fastify';
import { role, userStatus } from '../codes.ts';
import { insertUser } from '../people.ts';
import type { World } from '../world.ts';
import { created, invalid, noContent, notFound, pageOf, refuse, required } from './answers.ts';
import type { Query } from './list.ts';
import { userObject } from './people.ts';
import type { Body } from './update.ts';

/** `/users`. */
export function userRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Querystring: Query }>('/users', (request, reply) => {
    const { email } = request.query;
    const rows = world.users.where(
      (user) => user.status !== userStatus.deleted && (email === undefined || user.email === email),
    );
    return reply.send(pageOf('users', rows, request.query, (user) => userObject(world, user)));
  });
  api.get<{ Params: { id: string } }>('/users/:id', (request, reply) => {
    const user = world.users.get(Number(request.params.id));
    return user ? reply.send(userObject(world, user)) : notFound(reply, 'User');
  });
  api.post<{ Body: Body | undefined }>('/users', (request, reply) => {
    const { firstName, lastName, email } = request.body ?? {};
    const missing = Object.entries({ firstName, lastName, email }).filter(([, value]) => typeof value !== 'string');
    if (missing.length > 0)
      return refuse(
        reply,
        missing.map(([name]) => required(name)),
      );
    if (world.users.first((user) => user.email === email)) return refuse(reply, [invalid('email')]);
    const user = insertUser(world, {
      first_name: String(firstName),
      last_name: String(lastName),
      email: String(email),
      role: role.user,
    });
    return created(reply, user.id);
  });
  api.delete<{ Params: { id: string } }>('/users/:id', (request, reply) => {
    const user = world.users.get(Number(request.params.id));
    if (!user) return notFound(reply, 'User');
    user.status = userStatus.deleted;
    user.email = `${user.email}_deleted`;
    world.users.save(user);
    return noContent(reply);
  });
}
