import { App, SocketModeReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { clientOptions, silent } from './slack-app.ts';

/** A Bolt app in Socket Mode, not yet started. It reconnects after `clientPingTimeout` milliseconds. */
export function boltApp(slack: SlackStandIn, clientPingTimeout = 5000): App {
  const receiver = new SocketModeReceiver({
    appToken: slack.settings.appToken,
    logger: silent(),
    clientPingTimeout,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  return new App({
    token: slack.settings.botToken,
    receiver,
    convoStore: false,
    logger: silent(),
    clientOptions: clientOptions(slack),
  });
}
