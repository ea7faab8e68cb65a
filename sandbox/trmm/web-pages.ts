import type { FastifyInstance } from 'fastify';
import { alertJson } from './alert-row.ts';
import type { World } from './world.ts';

/** Stand-ins for the pages of the web interface that cards link to; their root is `/_sandbox/web`. */
export function serveWebPages(server: FastifyInstance, world: World): void {
  for (const kind of ['agents', 'takecontrol', 'remotebackground']) {
    server.get<{ Params: { agent: string } }>(`/_sandbox/web/${kind}/:agent`, async (request, reply) => {
      const agent = world.agentsByName.get(request.params.agent);
      if (!agent) return reply.code(404).type('text/html').send('<!doctype html><title>Not found</title>');
      const alerts = [...world.alerts.values()].filter((alert) => alert.agent === agent.pk && !alert.resolved);
      const lines = alerts.map((alert) => `<li>${escaped(JSON.stringify(alertJson(world, alert), null, 1))}</li>`);
      const title = escaped(kind === 'agents' ? agent.hostname : `${kind}: ${agent.hostname}`);
      return reply
        .type('text/html')
        .send(`<!doctype html><title>${title}</title><h1>${title}</h1><ul>${lines.join('')}</ul>`);
    });
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
