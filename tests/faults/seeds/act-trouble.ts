import { setTimeout as pause } from 'node:timers/promises';
import type { FaultAction, StandIn } from '../../../sandbox/stand-in.ts';
import type { World } from '../../stories/world.ts';
import type { House } from './house.ts';
import { channelMessages, channels, pressables } from './sight.ts';
import type { Cut, Fault, System, TroubleStep } from './script-trouble.ts';

/** The calls at a system that a fault meets: at the chats, what the pump and the answers need. */
const PATHS: Readonly<Record<System, string>> = {
  slack: '^/api/(chat|conversations|views)\\.',
  discord: '/(channels|webhooks|interactions)/',
  trmm: '.',
  freescout: '^/api/',
  erpnext: '^/api/',
};

/** Makes something go wrong; resolves when it is over, but for what a process still has to do. */
export async function actTrouble(house: House, step: TroubleStep): Promise<boolean> {
  const { world } = house;
  switch (step.do) {
    case 'kill':
    case 'drain':
      await house.replace(step.bot, step.do, step.down);
      return true;
    case 'redis':
      await house.breakRedis(step.down);
      return true;
    case 'freeze':
      await house.freeze(step.what, step.bot, step.for);
      return true;
    case 'strike':
      return strike(house, step);
    case 'cut':
      cut(world, step.chat, step.how);
      return true;
    case 'unplug':
      world[step.system].unplug();
      await pause(step.for);
      world[step.system].plug();
      return true;
    case 'fault':
      spoil(world[step.system], step.system, step.kind, step.probability);
      await pause(step.for);
      world[step.system].clearFaults();
      return true;
    case 'delete-card':
      return deleteCard(house, step.chat, step.pick);
    case 'leap':
      await house.leap(step.minutes * 60_000);
      return true;
  }
}

function deleteCard({ world, removed }: House, chat: 'slack' | 'discord', pick: number): boolean {
  const cards = channelMessages(world, chat).filter((message) => pressables([message]).length > 0);
  const card = cards[pick % cards.length];
  if (!card) return false;
  removed.add(card.id);
  if (chat === 'slack') world.slack.deleteMessage(channels.slack, card.id);
  else world.discord.removeMessage(channels.discord, card.id);
  return true;
}

/** What writes to a system. */
const WRITES: Readonly<Record<System, { method: RegExp; path: RegExp }>> = {
  slack: { method: /POST/, path: /chat\.(postMessage|update)/ },
  discord: { method: /POST|PATCH/, path: /channels\/\d+\/messages/ },
  trmm: { method: /POST|PUT/, path: /notes|alerts\/\d+/ },
  freescout: { method: /POST|PUT/, path: /conversations/ },
  erpnext: { method: /POST|PUT/, path: /Timesheet/ },
};

/** How long a strike waits for something to be written. */
const LYING_IN_WAIT = 2_500;

async function strike(house: House, { system, what, down }: Extract<TroubleStep, { do: 'strike' }>): Promise<boolean> {
  const standIn = house.world[system];
  const { method, path } = WRITES[system];
  const from = standIn.requests.length;
  standIn.fail({ path: path.source, action: { do: 'delay-after', milliseconds: 1_500 } });
  const end = performance.now() + LYING_IN_WAIT;
  const isWritten = () => standIn.requests.slice(from).some((one) => method.test(one.method) && path.test(one.path));
  while (!isWritten() && performance.now() < end) await pause(5);
  const struck = isWritten();
  if (struck) await (what === 'bot' ? house.replace(0, 'kill', down) : house.breakRedis(down));
  standIn.clearFaults();
  return struck;
}

function cut({ slack, discord }: World, chat: 'slack' | 'discord', how: Cut): void {
  if (chat === 'slack') {
    if (how === 'lose-ack') slack.loseAcks(1);
    else if (how === 'drop') slack.cut();
    else slack.disconnect(how === 'refresh' ? 'refresh_requested' : 'warning');
    return;
  }
  if (how === 'refresh') discord.gateway.askReconnect();
  else if (how === 'reset') discord.gateway.invalidate(false);
  else discord.gateway.closeAll(4_000);
}

function spoil(standIn: StandIn, system: System, kind: Fault, probability: number): void {
  standIn.fail({ path: PATHS[system], probability, action: actionOf(system, kind) });
}

function actionOf(system: System, kind: Fault): FaultAction {
  switch (kind) {
    case '429':
    case '429-shared':
    case '429-global':
      return tooMany(system, kind);
    case '500':
      return {
        do: 'answer',
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: '<h1>Server Error (500)</h1>',
      };
    case '503':
      return { do: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Unavailable</h1>' };
    case 'slow':
      return { do: 'delay', milliseconds: 900 };
    case 'slow-answer':
      return { do: 'delay-after', milliseconds: 900 };
    case 'drop-before':
    case 'drop-after':
      return { do: kind };
  }
}

function tooMany(system: System, kind: Fault): FaultAction {
  const headers = { 'retry-after': '1', 'content-type': 'application/json' };
  if (system === 'slack') return { do: 'answer', status: 429, headers, body: { ok: false, error: 'ratelimited' } };
  if (system !== 'discord') return { do: 'answer', status: 429, headers, body: { detail: 'Too many calls.' } };
  const global = kind === '429-global';
  const shared = kind === '429-shared' ? { 'x-ratelimit-scope': 'shared' } : {};
  const more = global ? { 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' } : shared;
  const body = { message: 'You are being rate limited.', retry_after: 0.8, global };
  return { do: 'answer', status: 429, headers: { ...headers, ...more }, body };
}
