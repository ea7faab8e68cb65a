import { createHmac } from 'node:crypto';
import { afterAll } from 'vitest';
import type { ThreadRow } from '../../sandbox/freescout/rows.ts';
import type { Write } from '../../src/desk/effect.ts';
import { erpnextWorld } from './erpnext/erpnext-world.ts';
import { PASSWORD } from '../../sandbox/freescout/people.ts';
import { ANN, API_KEY, BEN, type Connected, connected, SECRET } from './freescout/desk.ts';
import type { HookedStage } from './contract/source.ts';
import type { Target } from './contract/stage.ts';
import type { TicketBookStage } from './contract/ticket-book.ts';
import type { TimeBookStage } from './contract/time-book.ts';
import type { WriteBackStage } from './contract/write-back.ts';
import {
  describeSource,
  describeTicketBook,
  describeTimeBook,
  describeWebhooks,
  describeWriteBack,
} from './integration-contract.ts';
import { TOKEN, trmmWorld } from './trmm/trmm-world.ts';

/** Each closes with its test by itself, or by its stage. */
const byItself = async (): Promise<void> => undefined;

async function trmmStage(): Promise<HookedStage & WriteBackStage> {
  const { trmm, integration } = await trmmWorld();
  const agent = 'ACME-DC01';
  return {
    integration,
    standIn: trmm,
    secrets: [trmm.apiKey, TOKEN],
    raise: async () => String(trmm.raise({ agent, type: 'availability' }).id),
    end: async () => void trmm.recover({ agent, type: 'availability' }),
    remove: async (row) => trmm.deleteAlert(Number(row)),
    wait: () => trmm.advance(60_000),
    webhook: (row) => ({
      path: `/failure/${row}`,
      headers: { 'x-trmm-token': TOKEN },
      body: Buffer.from(JSON.stringify({ alert_id: row, alert_type: 'availability', severity: 'error' })),
    }),
    async writes() {
      const on = [...trmm.world.agents.values()].find((one) => one.hostname === agent)?.agent_id ?? '';
      const row = (checkName: string): string => String(trmm.raise({ agent, type: 'check', checkName }).id);
      const change = (id: string) => ({ method: 'PUT', path: `^/alerts/${id}/$` });
      const [snoozed, woken, resolved] = [row('One'), row('Two'), row('Three')];
      trmm.snoozeByHand(Number(woken), 1);
      return [
        {
          write: { verb: 'note', on, text: 'Ann Baker acknowledged', by: 'Ann Baker' },
          target: { method: 'POST', path: '^/agents/notes/$' },
        },
        { write: { verb: 'snooze', row: snoozed, until: trmm.now() + 3_600_000 }, target: change(snoozed) },
        { write: { verb: 'wake', row: woken }, target: change(woken) },
        { write: { verb: 'resolve', row: resolved }, target: change(resolved) },
        { write: { verb: 'run-checks', on }, target: { method: 'POST', path: `^/checks/${on}/run/$` } },
      ];
    },
    written(write) {
      const alert = 'row' in write ? trmm.alert(Number(write.row)) : undefined;
      switch (write.verb) {
        case 'snooze':
          return Number(alert?.snoozed);
        case 'wake':
          return Number(!alert?.snoozed);
        case 'resolve':
          return Number(alert?.resolved);
        case 'run-checks':
          // A second run does no harm: what matters is that there was one.
          return Number(trmm.requests.some(({ path, status }) => path.endsWith('/run/') && status === 200));
        case 'note':
        case 'assign':
        case 'reply':
        case 'status':
          return trmm.world.notes.length;
      }
    },
    close: byItself,
  };
}

let withoutModule: Promise<Connected> | undefined;
afterAll(async () => (await withoutModule)?.[Symbol.asyncDispose]());

/** Without the paid module: read in the database, written by a login of the bot's own. Tables take long to make: all share them. */
async function sessionStage(): Promise<WriteBackStage> {
  const rows: number[] = [];
  withoutModule ??= connected('session', { pause: () => flushed() });
  const desk = await withoutModule;
  const flushed = (): Promise<void> => desk.freescout.rawUpdate(rows[0] ?? 0, {}).then(() => undefined);
  const target = { method: 'POST', path: '/conversation/ajax$' };
  return {
    integration: desk.integration,
    standIn: desk.freescout,
    secrets: [PASSWORD],
    async writes() {
      for (let count = 0; count < 3; count += 1) rows.push(await desk.mail());
      const [claimed = '', noted = '', closed = ''] = rows.slice(-3).map(String);
      return [
        { write: { verb: 'assign', row: claimed, to: '2', from: null, by: '2' }, target },
        { write: { verb: 'note', on: noted, text: 'Calling back', by: '2' }, target },
        { write: { verb: 'status', row: closed, status: 'closed', by: '2' }, target },
      ];
    },
    written: (write) => writtenIn(desk, write),
    owner: { email: BEN, id: '2' },
    async close() {
      desk.freescout.clearFaults();
      desk.freescout.plug();
    },
  };
}

async function freescoutStage(): Promise<HookedStage & WriteBackStage> {
  const desk = await connected('api');
  const { freescout, integration } = desk;
  return {
    integration,
    standIn: freescout,
    secrets: [API_KEY, SECRET],
    raise: async () => String(await desk.mail()),
    end: async (row) => freescout.agentStatus(Number(row), ANN, 'closed'),
    remove: async (row) => freescout.deleteForever(Number(row)),
    wait: () => desk.wait(301),
    webhook(row) {
      const body = Buffer.from(JSON.stringify({ id: Number(row), subject: 'Printer' }));
      const signature = createHmac('sha1', SECRET).update(body).digest('base64');
      return { path: '', headers: { 'x-freescout-event': 'convo.created', 'x-freescout-signature': signature }, body };
    },
    async writes() {
      const rows = await Promise.all(Array.from({ length: 6 }, async () => String(await desk.mail())));
      const [claimed = '', noted = '', closing = '', answered = '', solved = '', closed = ''] = rows;
      const put = (row: string): Target => ({ method: 'PUT', path: `/conversations/${row}$` });
      const post = (row: string): Target => ({ method: 'POST', path: `/conversations/${row}/threads$` });
      return [
        { write: { verb: 'assign', row: claimed, to: '2', from: null, by: '2' }, target: put(claimed) },
        { write: { verb: 'note', on: noted, text: 'Calling back', by: '2' }, target: post(noted) },
        { write: { verb: 'note', on: closing, text: 'Solved', by: '2', status: 'closed' }, target: post(closing) },
        { write: { verb: 'reply', row: answered, text: 'Any <b>news</b>?', by: '2' }, target: post(answered) },
        { write: { verb: 'reply', row: solved, text: 'Solved', by: '2', status: 'closed' }, target: put(solved) },
        { write: { verb: 'status', row: closed, status: 'pending', by: '2' }, target: put(closed) },
      ];
    },
    written: (write) => writtenIn(desk, write),
    owner: { email: BEN, id: '2' },
    close: async () => desk[Symbol.asyncDispose](),
  };
}

/** How often it stands in the ticket; with a status that was to follow, only where that did. */
function writtenIn({ freescout }: Connected, write: Write): number {
  const id = Number('row' in write ? write.row : write.on);
  const count = (wanted: (row: ThreadRow) => boolean): number =>
    freescout.world.threads.where((row) => row.conversation_id === id && wanted(row)).length;
  const followed = 'status' in write ? count((row) => row.action_type === 1 && row.status === 3) : 1;
  const kinds: Partial<Record<Write['verb'], (row: ThreadRow) => boolean>> = {
    assign: (row) => row.action_type === 2,
    note: (row) => row.type === 3,
    reply: (row) => row.type === 2,
    status: (row) => row.action_type === 1,
  };
  return count(kinds[write.verb] ?? (() => false)) * (write.verb === 'status' ? 1 : followed);
}

async function ticketStage(): Promise<TicketBookStage> {
  const { freescout, integration, [Symbol.asyncDispose]: close } = await connected('api');
  return {
    integration,
    standIn: freescout,
    secrets: [API_KEY, SECRET],
    mailbox: { id: '1', name: 'Support' },
    contact: 'dana@acme.example',
    making: { method: 'POST', path: '/api/conversations$' },
    tickets: () => freescout.world.conversations.where((row) => row.source_type === 3).length,
    now: () => freescout.now(),
    close: async () => close(),
  };
}

async function erpnextStage(version: 15 | 16): Promise<TimeBookStage> {
  const { erpnext, integration } = await erpnextWorld({}, { settings: { version } });
  return {
    integration,
    standIn: erpnext,
    secrets: [erpnext.apiKey, erpnext.apiSecret],
    person: { email: ANN, id: 'HR-EMP-00001', name: 'Ann Baker' },
    customer: { id: 'Acme', name: 'Acme' },
    saving: { method: 'POST', path: '^/api/resource/Timesheet$' },
    drafts: () => erpnext.drafts().length,
    submit: (name) => erpnext.submit(name),
    strike: (name) => erpnext.remove(name),
    close: byItself,
  };
}

for (const [name, setUp] of [
  ['TRMM', trmmStage],
  ['FreeScout', freescoutStage],
] as const) {
  describeSource(name, setUp);
  describeWebhooks(name, setUp);
  describeWriteBack(name, setUp);
}
describeWriteBack('FreeScout without its module', sessionStage);
describeTicketBook('FreeScout', ticketStage);
describeTimeBook('ERPNext 15', () => erpnextStage(15));
describeTimeBook('ERPNext 16', () => erpnextStage(16));
