import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { hookEvents } from '../../../sandbox/freescout/hooks/events.ts';
import type { Bot } from '../../stories/bot.ts';
import { putClock, VIRTUAL } from '../../stories/clock.ts';
import { callTheBot, startWorld, type World } from '../../stories/world.ts';
import type { Spoken } from './act-tickets.ts';
import { letHoldsLapse } from './holds.ts';
import type { Setting } from './script.ts';

/** The five systems, Redis and the bot's processes, all of which can be taken away and come back. */
export interface House extends AsyncDisposable {
  world: World;
  /** A look into the desk's memory; not for writing. */
  redis: Redis;
  /** Ends one process, and starts another in its place after so many milliseconds. */
  replace(number: number, how: 'kill' | 'drain', down: number): Promise<void>;
  /** Ends Redis as a power cut would, and starts it again with what it kept. */
  breakRedis(down: number): Promise<void>;
  /** Stops a process, or Redis, in the middle of what it does, and lets it go on later. */
  freeze(what: 'bot' | 'redis', number: number, milliseconds: number): Promise<void>;
  /** Moves the clock of all systems and of the bot ahead. */
  leap(milliseconds: number): Promise<void>;
  /** Whether a process or Redis was stopped or away for a while. */
  stoodStill: () => boolean;
  /** Whether the clock was moved ahead. */
  leapt: () => boolean;
  /** Cards that somebody has deleted, by message. */
  removed: Set<string>;
  /** What was typed for tickets. */
  spoken: Spoken[];
  /** Everything runs again, and agrees on the time. */
  mend(): Promise<void>;
  /** What all processes have logged. */
  log(): string;
  /** Processes that ended without being asked to. */
  fallen: () => string[];
}

/** Two technicians whom both chats know, and clients to whom a ticket can be sent. */
const SETTINGS = `
zone: Europe/Berlin
people:
  - { name: Ann Baker, email: ann@msp.example, role: owner, discord: "400000000000000001" }
  - { name: Ben Cole, email: ben@msp.example, discord: "400000000000000002" }
clients:
  - { name: Acme, mail: [acme.example], contact: help@acme.example, tier: gold }
  - { name: Globex, mail: [globex.example], contact: help@globex.example }
tiers:
  gold: { afterHoursRate: 150 }
digests: []
tickets: { undo: 2s }
`;

/** Tries to start a process while Redis is away, as a supervisor would. */
const STARTS = 40;
const START_REST = 250;
/** A process that has just found Redis again may be that slow to answer, in milliseconds. */
const AGREEMENT = 30_000;

export async function openHouse(setting: Setting): Promise<House> {
  const world = await startWorld({
    settings: SETTINGS,
    ownProcess: true,
    limits: setting.limits,
    freescout: { webhook: { secret: 'hook-secret', retryMilliseconds: 1_000 } },
    environment: { ...VIRTUAL, FREESCOUT_WEBHOOK_SECRET: 'hook-secret' },
  });
  const redis = new Redis(world.redis.url, { maxRetriesPerRequest: 1, retryStrategy: () => 100 });
  redis.on('error', () => undefined);
  const bots: Bot[] = [world.bot];
  const former: Bot[] = [];
  let ahead = 0;
  let stoodStill = false;
  /** One change of processes at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  let redisTurn: Promise<unknown> = Promise.resolve();

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function inRedisTurn(work: () => Promise<void>): Promise<void> {
    const mine = redisTurn.then(work);
    redisTurn = mine.catch(() => undefined);
    return mine;
  }

  function tellSources(): void {
    const url = bots.at(-1)?.url;
    if (url === undefined || setting.webhooks === 'none') return;
    callTheBot(world, url);
    world.freescout.hooks.subscriptions.clear();
    const wish = { url: `${url}/webhooks/freescout`, events: [...hookEvents], mailboxes: [] };
    world.freescout.hooks.subscribe(wish);
  }

  async function startOne(): Promise<Bot> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await world.startAnother();
      } catch (error) {
        if (attempt >= STARTS) throw error;
        await pause(START_REST);
      }
    }
  }

  async function replace(number: number, how: 'kill' | 'drain', down: number): Promise<void> {
    const index = number % bots.length;
    const old = bots[index];
    if (!old) return;
    await (how === 'kill' ? old.kill() : old.stop());
    former.push(old);
    await pause(down);
    if (how === 'kill' && bots.length === 1) await letHoldsLapse(redis).catch(() => undefined);
    bots[index] = await startOne();
    world.bot = bots[0] ?? world.bot;
    tellSources();
  }

  async function freeze(pid: number, milliseconds: number): Promise<void> {
    stoodStill = true;
    process.kill(pid, 'SIGSTOP');
    await pause(milliseconds);
    process.kill(pid, 'SIGCONT');
  }

  async function breakRedis(down: number): Promise<void> {
    stoodStill = true;
    await world.redis.kill();
    await pause(down);
    await world.redis.restart();
  }

  function fallen(): string[] {
    return [...former, ...bots].flatMap((bot) => bot.fell() ?? []);
  }

  async function agreeOnTime(): Promise<void> {
    const end = performance.now() + AGREEMENT;
    for (;;) {
      const answer = await putClock(world.bot.url, { ahead }).catch(() => undefined);
      if (answer?.status === 200) return;
      if (performance.now() > end)
        throw new Error(`The clock could not be set: ${JSON.stringify(answer)} ${fallen().join(' ')}`);
      await pause(START_REST);
    }
  }

  if (setting.replicas === 2) bots.push(await startOne());
  tellSources();
  disturbHooks(world, setting.webhooks);
  return {
    world,
    redis,
    replace: (number, how, down) => inTurn(() => replace(number, how, down)),
    breakRedis: (down) => inRedisTurn(() => breakRedis(down)),
    freeze: (what, number, milliseconds) =>
      what === 'redis'
        ? inRedisTurn(() => freeze(world.redis.pid, milliseconds))
        : inTurn(() => freeze(bots[number % bots.length]?.pid ?? 0, milliseconds)),
    stoodStill: () => stoodStill,
    leapt: () => ahead > 0,
    removed: new Set(),
    spoken: [],
    async leap(milliseconds) {
      ahead += milliseconds;
      const { slack, discord, trmm, freescout, erpnext } = world;
      // The systems before the bot: nothing may seem to come from the bot's future.
      for (const system of [slack, discord, trmm, freescout, erpnext]) system.advance(milliseconds);
      await putClock(world.bot.url, { ahead }).catch(() => undefined);
    },
    async mend() {
      await Promise.all([turn, redisTurn]);
      disturbHooks(world, 'good');
      for (const system of [world.slack, world.discord, world.trmm, world.freescout, world.erpnext]) {
        system.clearFaults();
        system.plug();
      }
      await agreeOnTime();
    },
    log: () => [...former, ...bots].map((bot) => bot.log()).join(''),
    fallen,
    async [Symbol.asyncDispose]() {
      await Promise.all([turn, redisTurn]);
      redis.disconnect();
      await Promise.all(bots.map((bot) => bot.kill()));
      await world[Symbol.asyncDispose]();
    },
  };
}

function disturbHooks({ trmm, freescout }: World, webhooks: Setting['webhooks']): void {
  const poor = webhooks === 'poor';
  trmm.webhooks.disturb(poor ? { lose: 0.2, duplicate: 0.3, delayMilliseconds: 400 } : {});
  Object.assign(freescout.hooks.settings, { loss: poor ? 0.2 : 0, duplicates: poor ? 0.3 : 0 });
  freescout.delayHooks(poor ? 400 : 0);
}
