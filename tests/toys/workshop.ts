import { startStandIn, type StandIn } from '../../sandbox/stand-in.ts';

/** A lamp of the workshop; one that is broken is an alert. Instants are epoch milliseconds. */
interface Lamp {
  id: string;
  room: string;
  client: string;
  broken: boolean;
  changedAt: number;
}

/** Half an hour and the like, as the workshop's book keeps it. */
interface Entry {
  name: string;
  key: string;
  employee: string;
  customer: string;
  hours: number;
  /** Epoch milliseconds. */
  from: number;
  to: number;
  text: string;
  /** Somebody has looked at it and billed it. */
  done?: boolean;
}

/** The system behind the toy integration: lamps that break, notes on them, and a book of hours. */
export interface Workshop extends StandIn {
  readonly key: string;
  readonly notes: readonly { lamp: string; text: string }[];
  readonly entries: readonly Entry[];
  breakLamp(room: string): Lamp;
  /** Somebody bills an entry, or throws it away. */
  bill(name: string): void;
  strike(name: string): void;
  mend(id: string): void;
  throwAway(id: string): void;
}

const KEY = 'workshop-key-for-tests';
const CUSTOMERS = [
  { id: 'c1', name: 'Acme' },
  { id: 'c2', name: 'Globex' },
];
const EMPLOYEES = [{ id: 'e7', name: 'Ann Baker', email: 'ann@msp.example' }];

export async function startWorkshop(): Promise<Workshop> {
  const lamps = new Map<string, Lamp>();
  const notes: { lamp: string; text: string }[] = [];
  const entries: Entry[] = [];
  let number = 0;

  const standIn = await startStandIn({}, ({ server }) => {
    server.addHook('onRequest', async (request, reply) => {
      if (request.headers['x-workshop-key'] !== KEY) return reply.code(401).send({});
    });
    server.get('/lamps', async () => [...lamps.values()].filter((lamp) => lamp.broken));
    server.get<{ Params: { id: string } }>('/lamps/:id', async ({ params }, reply) => {
      return lamps.get(params.id) ?? reply.code(404).send({});
    });
    server.get<{ Params: { id: string } }>('/lamps/:id/notes', async ({ params }) => {
      return notes.filter((note) => note.lamp === params.id).map((note) => note.text);
    });
    server.post<{ Params: { id: string }; Body: { text: string } }>('/lamps/:id/notes', async ({ params, body }) => {
      notes.push({ lamp: params.id, text: body.text });
      return {};
    });
    server.get('/customers', async () => CUSTOMERS);
    server.get('/activities', async () => ['Execution', 'Sweeping']);
    server.get('/employees', async () => EMPLOYEES);
    server.get('/entries', async () => entries);
    server.post<{ Body: Omit<Entry, 'name'> }>('/entries', async ({ body }, reply) => {
      if (!CUSTOMERS.some((one) => one.id === body.customer)) return reply.code(422).send({ lacks: 'customer' });
      const busy = entries.some((one) => one.employee === body.employee && one.from < body.to && body.from < one.to);
      if (busy) return reply.code(422).send({ lacks: 'time' });
      number += 1;
      const entry = { ...body, name: `entry-${number}` };
      entries.push(entry);
      return entry;
    });
    server.delete<{ Params: { name: string } }>('/entries/:name', async ({ params }, reply) => {
      const index = entries.findIndex((entry) => entry.name === params.name);
      if (index === -1) return reply.code(404).send({});
      entries.splice(index, 1);
      return {};
    });
  });

  function change(id: string, broken: boolean): void {
    const lamp = lamps.get(id);
    if (lamp) lamps.set(id, { ...lamp, broken, changedAt: standIn.now() });
  }
  return Object.assign(standIn, {
    key: KEY,
    notes,
    entries,
    breakLamp(room: string) {
      number += 1;
      const lamp = { id: `lamp-${number}`, room, client: 'Acme', broken: true, changedAt: standIn.now() };
      lamps.set(lamp.id, lamp);
      return lamp;
    },
    bill: (name: string) => entries.forEach((entry) => entry.name === name && (entry.done = true)),
    strike: (name: string) =>
      void entries.splice(
        entries.findIndex((entry) => entry.name === name),
        1,
      ),
    mend: (id: string) => change(id, false),
    throwAway: (id: string) => void lamps.delete(id),
  });
}
