import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startRedis, type RedisServer } from '../../sandbox/services/redis.ts';
import type { Settings } from '../../src/desk/settings.ts';
import { type Database, openDatabase } from '../../src/store/redis.ts';
import type { House, Store } from '../../src/store/store.ts';
import { NOW, view } from '../desk/build.ts';

/** A store on a Redis of its own, with a clock that is moved by hand; empty before each test. */
export interface Stage {
  readonly store: Store;
  readonly redis: RedisServer;
  /** Destinations that were said to be behind, commit by commit. */
  behind: (readonly string[])[];
  now: number;
  /** Another process with the same memory. */
  another(more?: Partial<House>): Store;
  house(more: Partial<House> & { settings?: Settings }): void;
}

export function useStage(): Stage {
  let server: RedisServer | undefined;
  const databases: Database[] = [];
  function open(more: Partial<House> = {}): Store {
    const database = openDatabase(stage.redis.url, () => undefined);
    databases.push(database);
    const { now: _now, people: _people, windows: _windows, ...house } = view({ people: [], ...more });
    return {
      database,
      house: { sources: {}, links: [], ...house },
      now: () => stage.now,
      behind: (destinations) => stage.behind.push(destinations),
      outdated: () => undefined,
      effects: () => undefined,
    };
  }
  let store: Store | undefined;
  const stage: Stage = {
    get store(): Store {
      if (!store) throw new Error('the stage is not set yet');
      return store;
    },
    get redis(): RedisServer {
      if (!server) throw new Error('Redis is not up yet');
      return server;
    },
    behind: [],
    now: NOW,
    another: open,
    house(more) {
      store = { ...stage.store, house: { ...stage.store.house, ...more } };
    },
  };
  let first: Store | undefined;
  beforeAll(async () => {
    server = await startRedis();
    first = open();
  });
  beforeEach(async () => {
    if (!first) return;
    // New settings, as at a start: what was believed of people goes with the old ones.
    store = { ...first, house: { ...first.house, settings: { ...first.house.settings } } };
    stage.behind = [];
    stage.now = NOW;
    await first.database.redis.flushdb();
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await server?.stop();
  });
  return stage;
}
