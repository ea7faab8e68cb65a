import { seededRandom, type StandIn } from '../stand-in.ts';
import { conversationObject } from './api/conversation-object.ts';
import { customerObject } from './api/people.ts';
import { countFolders } from './changes/folders.ts';
import { beatCron } from './cron.ts';
import type { Mirror } from './database/mirror.ts';
import { fillDefaultWorld } from './default-world.ts';
import { createHooks, type Hooks } from './hooks/deliver.ts';
import { hookEvents } from './hooks/events.ts';
import { hookSettings, type FreescoutOptions } from './options.ts';
import { laterIn, type Later } from './jobs.ts';
import { createQueue, type Queue } from './queue.ts';
import { wallClockOf } from './wall-clock.ts';
import { createWorld, type World } from './world.ts';

/** What stands behind the wire. */
export interface Instance {
  world: World;
  hooks: Hooks;
  queue: Queue;
}

/** The default world, wired to the stand-in's clock, its page, the database and the hooks. */
export function createInstance(standIn: StandIn, options: FreescoutOptions, mirror: Mirror | undefined): Instance {
  const zone = options.timezone ?? 'Europe/Berlin';
  const time = (): string => wallClockOf(standIn.now(), zone);
  const now = (): number => standIn.now();
  const queue = createQueue(now);
  const later: Later = (...job) => laterIn(world)(...job);
  const hooks = createHooks(hookSettings(options.webhook), { time, later }, seededRandom(options.seed ?? 1));
  const notice = noticeFor(standIn, mirror);
  const world: World = createWorld({
    zone,
    customNumber: options.customNumber ?? false,
    oldModule: options.oldModule ?? false,
    undoMilliseconds: options.undoMilliseconds ?? 15_000,
    waitingSinceFirst: options.waitingSinceFirst ?? false,
    queue,
    now,
    written(table, id, row) {
      mirror?.written(table, id, row);
      notice();
    },
    fire: (event, conversation, { after = 0, early = false } = {}) => {
      const show = (): object => conversationObject(world, conversation, ['threads', 'timelogs', 'tags'], standIn.url);
      const { id, mailbox_id: mailbox } = conversation;
      const asItWas = early ? show() : undefined;
      hooks.send({ event, conversation: id, mailbox, after, body: () => asItWas ?? show() });
    },
    fireCustomer: (event, customer) => {
      const body = (): object => customerObject(world, customer);
      hooks.send({ event, conversation: null, mailbox: null, after: 0, body });
    },
  });
  fillDefaultWorld(world);
  subscribe(hooks, options);
  mirror?.beforeWriting(() => countFolders(world));
  beatCron(world);
  return { world, hooks, queue };
}

function subscribe(hooks: Hooks, options: FreescoutOptions): void {
  const { url, events = [...hookEvents], mailboxes = [] } = options.webhook ?? {};
  if (url !== undefined) hooks.subscribe({ url, events, mailboxes });
}

/** Once for all changes of a turn: the database is written and the page is told. */
function noticeFor(standIn: StandIn, mirror: Mirror | undefined): () => void {
  let noticed = false;
  return () => {
    if (noticed) return;
    noticed = true;
    setImmediate(() => {
      noticed = false;
      // A failure stays: what could not be written is written, or fails, at the next awaited flush.
      mirror?.flush().catch(() => undefined);
      standIn.changed();
    });
  };
}
