import { flushCompileCache } from 'node:module';
import type { Budget, Platform, PlatformSystem } from '../../src/bot/contract.ts';
import { readConfiguration } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { start } from '../../src/start.ts';
import { loadSystems } from '../../src/systems.ts';

/** More than can be sent. */
const UNPACED: Budget = { count: 1_000_000, seconds: 1, burst: 1_000_000 };
const BUDGETS = { each: UNPACED, all: UNPACED };

/** The same platform, which posts as fast as it can: what Slack allows a minute would hide what the code needs. */
function unpaced<Environment>(system: PlatformSystem<Environment>): PlatformSystem<Environment> {
  return {
    ...system,
    connect(environment, log): Platform {
      const platform = system.connect(environment, log);
      return { ...platform, outbound: { ...platform.outbound, pacing: { posts: BUDGETS, edits: BUDGETS } } };
    },
  };
}

const { platforms, integrations } = await loadSystems();
const paced = process.env['BENCH_PACED'] === undefined ? platforms.map(unpaced) : platforms;
const configuration = readConfiguration(process.env, { platforms: paced, integrations });
const running = await start(configuration, createLog(configuration.logLevel));
flushCompileCache();
process.once('SIGTERM', () => void running.stop().finally(() => process.exit(0)));
process.stdout.write(`ready ${running.url}\n`);
