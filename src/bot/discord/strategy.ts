import { type IShardingStrategy, SimpleShardingStrategy, type WebSocketOptions } from 'discord.js';

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

/**
 * The library's own strategy, but that what is destroyed stays so: a shard that is between two attempts to connect would
 * otherwise go on by itself for ever, and open a second session once Discord is back.
 */
export function buildStrategy(manager: Manager): IShardingStrategy {
  const strategy = new SimpleShardingStrategy(manager);
  return {
    spawn: async (ids) => strategy.spawn(ids),
    connect: async () => strategy.connect(),
    send: async (id, payload) => strategy.send(id, payload),
    fetchStatus: async () => strategy.fetchStatus(),
    async destroy(options) {
      for (const shard of strategy['shards'].values()) shard['internalConnect'] = async () => {};
      await strategy.destroy(options);
    },
  };
}
