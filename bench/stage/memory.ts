import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/services/redis.ts';

/** When Redis writes to the disk: before each answer, or once a second. */
export const FSYNCS = ['everysec', 'always'] as const;
export type Fsync = (typeof FSYNCS)[number];

export interface Memory {
  readonly url: string;
  readonly pid: number;
  setFsync(fsync: Fsync): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of its own that can be told how carefully to keep. */
export async function startMemory(): Promise<Memory> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  return {
    url: server.url,
    pid: server.pid,
    setFsync: async (fsync) => void (await redis.config('SET', 'appendfsync', fsync)),
    async stop() {
      redis.disconnect();
      await server.stop();
    },
  };
}
