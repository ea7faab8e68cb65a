import type { WebhookCall } from '../../src/integrations/contract.ts';
import type { HookedStage } from '../integrations/contract/source.ts';
import type { TimeBookStage } from '../integrations/contract/time-book.ts';
import type { WriteBackStage } from '../integrations/contract/write-back.ts';
import { system } from './integrations/workshop/index.ts';
import { startWorkshop } from './workshop.ts';

/** The toy integration against its stand-in, for all suites. */
export async function workshopStage(): Promise<HookedStage & WriteBackStage & TimeBookStage> {
  const workshop = await startWorkshop();
  const integration = system.connect({ WORKSHOP_URL: workshop.url, WORKSHOP_KEY: workshop.key }, Date.now);
  return {
    integration,
    standIn: workshop,
    secrets: [workshop.key],
    raise: async () => workshop.breakLamp('hall').id,
    end: async (row) => workshop.mend(row),
    remove: async (row) => workshop.throwAway(row),
    wait: () => undefined,
    webhook: (row): WebhookCall => ({
      path: '',
      headers: { 'x-workshop-key': workshop.key },
      body: Buffer.from(JSON.stringify({ lamp: row })),
    }),
    async writes() {
      const { id } = workshop.breakLamp('hall');
      const write = { verb: 'note', on: id, text: 'Ann Baker has it', by: 'Ann Baker' } as const;
      return [{ write, target: { method: 'POST', path: '/notes$' } }];
    },
    written: (write) => workshop.notes.filter((note) => write.verb === 'note' && note.lamp === write.on).length,
    person: { email: 'ann@msp.example', id: 'e7', name: 'Ann Baker' },
    customer: { id: 'c1', name: 'Acme' },
    saving: { method: 'POST', path: '^/entries$' },
    drafts: () => workshop.entries.length,
    submit: (name) => workshop.bill(name),
    strike: (name) => workshop.strike(name),
    async close() {
      await integration.close();
      await workshop.close();
    },
  };
}
