import type { App, Receiver } from '@slack/bolt';
import type { PlatformLog } from '../contract.ts';
import { keepConnections } from './connections.ts';
import { createDeliveries } from './deliveries.ts';
import type { SlackEnvironment } from './environment.ts';
import { reasonOf } from './library-log.ts';
import { openSocket } from './socket.ts';

/** A Bolt receiver that also says whether it hears anybody. */
export interface HearingReceiver extends Receiver {
  deaf(): string | undefined;
}

/** How long stopping waits for the presses under way, in milliseconds. */
export const DRAIN = 8_000;

/** Socket Mode over several connections, since each is closed by Slack every few hours. */
export function createSocketReceiver(environment: SlackEnvironment, log: PlatformLog): HearingReceiver {
  const deliveries = createDeliveries();
  const connections = keepConnections(
    (signal) =>
      openSocket(
        environment,
        log,
        (envelope) => {
          deliveries.take(envelope).catch((error: unknown) => {
            log.error({ reason: reasonOf(error) }, 'a press in Slack could not be dealt with');
          });
        },
        signal,
      ),
    log,
  );
  return {
    init: (app: App) => deliveries.attach(app),
    start: () => connections.start(),
    async stop() {
      await deliveries.drain(DRAIN);
      await connections.stop();
    },
    deaf: () => connections.trouble(),
  };
}
