import type { FastifyInstance } from 'fastify';
import type { Hooks } from '../hooks/deliver.ts';
import type { World } from '../world.ts';
import { carriesKey } from './access.ts';
import { conversationRoutes } from './conversations.ts';
import { customerRoutes } from './customers.ts';
import { labelRoutes } from './labels.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

export interface ApiSettings {
  world: World;
  hooks: Hooks;
  key: string;
  /** APP_URL. */
  root: () => string;
}

/** The API & Webhooks module below `/api`. One key for the instance, and no look at anybody's permissions. */
export function apiModule(server: FastifyInstance, settings: ApiSettings): void {
  void server.register(
    (api, _options, done) => {
      api.addHook('onRequest', async (request, reply) => {
        if (carriesKey(request, settings.key)) return;
        return reply
          .code(401)
          .send({ message: 'Invalid API Key', errorCode: 'NOT AUTHORIZED', _embedded: { errors: [] } });
      });
      conversationRoutes(api, settings.world, settings.root);
      labelRoutes(api, settings.world);
      customerRoutes(api, settings.world);
      userRoutes(api, settings.world);
      mailboxRoutes(api, settings.world);
      webhookRoutes(api, settings.hooks);
      done();
    },
    { prefix: '/api' },
  );
}
