import { startWorld, type World, type WorldOptions } from './world.ts';

/** One world after the other: a reset starts a new one beside the old one, which ends when the new one stands. */
export interface Worlds extends AsyncDisposable {
  readonly now: () => World;
  /** Names the world: no two have the same one. */
  readonly run: () => string;
  /** Rejects, and leaves the world as it was, when no new one could be started. Asked again meanwhile, it is the same reset. */
  readonly reset: () => Promise<void>;
}

/** `replaced` is called when a new world has taken the old one's place. */
export async function keepWorlds(options: WorldOptions, replaced: () => void): Promise<Worlds> {
  let world = await startWorld(options);
  let run = crypto.randomUUID();
  let resetting: Promise<void> | undefined;

  async function renew(): Promise<void> {
    const old = world;
    world = await startWorld(options);
    run = crypto.randomUUID();
    replaced();
    await old.bot.stop('SIGKILL');
    await old[Symbol.asyncDispose]();
  }

  return {
    now: () => world,
    run: () => run,
    reset: () =>
      (resetting ??= renew().finally(() => {
        resetting = undefined;
      })),
    async [Symbol.asyncDispose]() {
      await resetting?.catch(() => undefined);
      await world[Symbol.asyncDispose]();
    },
  };
}
