import type { FastifyInstance } from 'fastify';
import type { Failure, Storm, TrmmDriver } from './driver.ts';
import type { AgentStatus, NewKey } from './model.ts';
import type { Disturbance, WebhookEvent, Webhooks, WebhookOptions } from './webhook.ts';
import { agentNamed, type Settings, type World } from './world.ts';

/** The driver over HTTP, under `/_sandbox/`; a mistake answers 400 with its sentence. */
export function serveDriver(
  server: FastifyInstance,
  world: World,
  driver: TrmmDriver,
  webhooks: Webhooks,
  addKey: (key: NewKey) => void,
): void {
  function act(name: string, work: (body: never) => unknown): void {
    server.post(`/_sandbox/${name}`, async (request, reply) => {
      try {
        return (await work(request.body as never)) ?? { ok: true };
      } catch (error) {
        return reply.code(400).send({ error: String(error) });
      }
    });
  }

  act('raise', (failure: Failure) => driver.raise(failure));
  act('recover', (failure: Failure) => driver.recover(failure) ?? { ok: true });
  act('storm', (storm: Storm) => ({ ids: driver.storm(storm) }));
  act('run-checks', ({ agent }: { agent?: string }) => ({ ids: driver.runChecks(agent) }));
  act('resolve', ({ id }: { id: number }) => driver.resolveByHand(id));
  act('snooze', ({ id, days }: { id: number; days: number }) => driver.snoozeByHand(id, days));
  act('unsnooze', ({ id }: { id: number }) => driver.unsnoozeByHand(id));
  act('hide', ({ id }: { id: number }) => driver.hide(id));
  act('delete', ({ id }: { id: number }) => driver.deleteAlert(id));
  act('maintenance', ({ agent, on }: { agent: string; on: boolean }) => driver.setMaintenance(agent, on));
  act('status', ({ agent, status }: { agent: string; status: AgentStatus }) => driver.setStatus(agent, status));
  act('delete-agent', ({ agent }: { agent: string }) => driver.deleteAgent(agent));
  act('rename-client', ({ name, next }: { name: string; next: string }) => driver.renameClient(name, next));
  act('report', (failure: Failure) => driver.report(failure) ?? { ok: true });
  act('settings', (settings: Partial<Settings>) => Object.assign(world.settings, settings));
  act('key', (key: NewKey) => addKey(key));
  act('webhook', (options: WebhookOptions) => webhooks.configure(options));
  act('disturb-webhooks', (disturbance: Disturbance) => webhooks.disturb(disturbance));
  act('test-webhook', async ({ event, agent }: { event: WebhookEvent; agent?: string }) => {
    await webhooks.test(event, agent === undefined ? undefined : agentNamed(world, agent));
  });
  server.get('/_sandbox/webhooks', async () => webhooks.sent);
}
