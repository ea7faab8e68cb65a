import type { World } from '../../stories/world.ts';
import type { ByHand, Check, SourceStep, TicketDeed } from './script-source.ts';
import { accounts } from './sight.ts';

/** Lets something happen at a source; answers whether there was anything it could happen to. */
export async function actSource(world: World, step: SourceStep): Promise<boolean> {
  const { trmm } = world;
  switch (step.do) {
    case 'fail':
      return trmm.report({ ...failure(step), severity: step.severity }) !== undefined;
    case 'recover':
      return trmm.recover(failure(step)) !== undefined;
    case 'flap':
      for (let time = 0; time < step.times; time += 1) {
        trmm.report({ ...failure(step), severity: 'error' });
        trmm.recover(failure(step));
      }
      trmm.report({ ...failure(step), severity: 'error' });
      return true;
    case 'storm':
      return trmm.storm({ client: step.client, count: step.count, type: 'check', severity: 'error' }).length > 0;
    case 'storm-over':
      for (const { hostname } of trmm.world.agents.values()) {
        if (!hostname.startsWith(step.client.toUpperCase())) continue;
        trmm.recover({ agent: hostname, type: 'check', checkName: 'Internet' });
      }
      return true;
    case 'run-checks':
      trmm.runChecks(step.agent);
      return true;
    case 'by-hand':
      return byHand(world, step.what, step.pick);
    case 'mail': {
      const domain = `${step.client.toLowerCase()}.example`;
      await world.freescout.customerMail({ from: `pat@${domain}`, subject: step.subject, body: 'It does not work.' });
      return true;
    }
    case 'ticket':
      return ticketDeed(world, step);
  }
}

function failure({ agent, check }: { agent: string; check: Check }) {
  if (check === 'availability') return { agent, type: 'availability' } as const;
  return { agent, type: 'check', checkName: check } as const;
}

function byHand({ trmm }: World, what: ByHand, pick: number): boolean {
  const open = [...trmm.world.alerts.values()].filter((alert) => !alert.resolved).sort((a, b) => a.id - b.id);
  const alert = open[pick % open.length];
  if (!alert) return false;
  switch (what) {
    case 'resolve':
      trmm.resolveByHand(alert.id);
      return true;
    case 'snooze':
      trmm.snoozeByHand(alert.id, 1);
      return true;
    case 'unsnooze':
      trmm.unsnoozeByHand(alert.id);
      return true;
    case 'delete':
      trmm.deleteAlert(alert.id);
      return true;
    case 'hide':
      trmm.hide(alert.id);
      return true;
  }
}

export async function ticketDeed(
  { freescout }: World,
  { what, pick, who }: { what: TicketDeed; pick: number; who: 'ann' | 'ben' },
): Promise<boolean> {
  const all = freescout.tickets();
  const ticket = all[pick % all.length];
  if (!ticket) return false;
  const user = accounts[who].email;
  const { id } = ticket;
  const isThere = ticket.state === 'published';
  if (what === 'restore') {
    if (!isThere) await freescout.restore(id);
    return !isThere;
  }
  if (!isThere) return false;
  await {
    assign: () => freescout.agentClaim(id, user),
    unassign: () => freescout.agentUnassign(id, user),
    close: () => freescout.agentStatus(id, user, 'closed'),
    reopen: () => freescout.agentStatus(id, user, 'active'),
    reply: () => freescout.agentReply(id, user, 'We look into it.'),
    'customer-reply': () => freescout.customerReply(id, 'Still broken.'),
    trash: () => freescout.trash(id),
  }[what]();
  return true;
}
