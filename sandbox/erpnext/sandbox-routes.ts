import type { FastifyInstance } from 'fastify';
import type { ErpnextDriver } from './driver.ts';
import type { Doc, Right } from './site.ts';

/** The driver over HTTP, under `/_sandbox/`; a mistake answers 400 with its sentence. */
export function serveDriver(server: FastifyInstance, driver: ErpnextDriver): void {
  function act(name: string, work: (body: never) => unknown): void {
    server.post(`/_sandbox/${name}`, async (request, reply) => {
      try {
        return work((request.body ?? {}) as never) ?? { ok: true };
      } catch (error) {
        return reply.code(400).send({ error: String(error) });
      }
    });
  }

  server.get('/_sandbox/drafts', async () => driver.drafts());
  act('submit', ({ name }: { name: string }) => driver.submit(name));
  act('cancel', ({ name }: { name: string }) => driver.cancel(name));
  act('amend', ({ name }: { name: string }) => ({ name: driver.amend(name) }));
  act('edit', ({ name, changes }: { name: string; changes: Doc }) => driver.edit(name, changes));
  act('remove', ({ name }: { name: string }) => driver.remove(name));
  act('add-row', ({ name }: { name: string }) => driver.addRow(name));
  act('timesheet', (sheet: Doc) => ({ name: driver.addTimesheet(sheet) }));
  act('add-customer', ({ name, customerName }: { name: string; customerName?: string }) =>
    driver.addCustomer(name, customerName),
  );
  act('rename-customer', ({ name, next }: { name: string; next: string }) => driver.renameCustomer(name, next));
  act('disable-customer', ({ name }: { name: string }) => driver.disableCustomer(name));
  act('deactivate-employee', ({ name }: { name: string }) => driver.deactivateEmployee(name));
  act('key-field', ({ on, unique }: { on: boolean; unique?: boolean }) =>
    on ? driver.addKeyField(unique) : driver.removeKeyField(),
  );
  act('restart', (times: { badGateway?: number; stopped?: number }) => driver.restart(times));
  act('read-only', ({ on }: { on: boolean }) => driver.readOnly(on));
  act('commit-then-drop', ({ times, method }: { times?: number; method?: 'POST' | 'PUT' | 'DELETE' }) =>
    driver.commitThenDrop(times, method),
  );
  act('slow', ({ milliseconds, times }: { milliseconds: number; times?: number }) => driver.slow(milliseconds, times));
  act('deadlock', ({ times }: { times?: number }) => driver.deadlock(times));
  act('unknown-site', ({ times }: { times?: number }) => driver.unknownSite(times));
  act('too-many-requests', ({ seconds, times }: { seconds: number; times?: number }) =>
    driver.tooManyRequests(seconds, times),
  );
  act('revoke-keys', () => driver.revokeKeys());
  act('rights', ({ doctype, rights }: { doctype: string; rights: Right[] }) => driver.setRights(doctype, rights));
  act('level-one', ({ allowed }: { allowed: boolean }) => driver.setLevelOne(allowed));
  act('restrict', ({ employee }: { employee: string | null }) => driver.restrictToEmployee(employee));
}
