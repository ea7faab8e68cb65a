import type { Socket } from './socket.ts';

/** The connections that listen now, and those that are being closed. */
export interface SocketPool {
  add(socket: Socket): void;
  /** From now on it does not count; it closes once its answers are out. */
  retire(socket: Socket, reason: string): void;
  /** Remembers why nobody is heard, while no connection listens. */
  lost(reason: string): void;
  /** Undefined while at least one listens; else since when and why not. */
  trouble(): string | undefined;
  /** Resolves when every retired connection is closed. */
  closed(): Promise<void>;
}

export function createSocketPool(): SocketPool {
  const live = new Set<Socket>();
  const retiring = new Set<Promise<void>>();
  let why = 'Slack has not been connected to yet.';
  let since = Date.now();

  function lost(reason: string): void {
    if (live.size > 0) return;
    why = reason;
    since = Date.now();
  }

  return {
    add: (socket) => void live.add(socket),
    retire(socket, reason) {
      live.delete(socket);
      lost(reason);
      const closed = socket.retire().finally(() => retiring.delete(closed));
      retiring.add(closed);
    },
    lost,
    trouble: () =>
      live.size > 0 ? undefined : `No connection to Slack since ${new Date(since).toISOString()}: ${why}`,
    async closed() {
      await Promise.all(retiring);
    },
  };
}
