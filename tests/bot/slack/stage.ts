import { startSlack, type SlackStandIn } from '../../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import type { PlatformLog } from '../../../src/bot/contract.ts';
import { addressOf, directAccount, type Destination } from '../../../src/desk/destination.ts';
import { SlackEnvironment } from '../../../src/bot/slack/environment.ts';
import { system } from '../../../src/bot/slack/index.ts';
import { SCOPES } from '../../../src/bot/slack/scopes.ts';
import type { PlatformStage, Seen } from '../contract/stage.ts';
import { ALERTS, BEN, handsOn } from './hands.ts';
import { readingOf } from './reading.ts';

export { ALERTS, BEN };

export interface SlackStage extends PlatformStage {
  slack: SlackStandIn;
  logged: Line[];
}

export interface Line {
  level: 'info' | 'warn' | 'error';
  fields: object;
  message: string;
}

export function recordingLog(lines: Line[]): PlatformLog {
  return {
    info: (fields, message) => void lines.push({ level: 'info', fields, message }),
    warn: (fields, message) => void lines.push({ level: 'warn', fields, message }),
    error: (fields, message) => void lines.push({ level: 'error', fields, message }),
  };
}

export function environmentFor(slack: SlackStandIn, parts: Partial<SlackEnvironment> = {}): SlackEnvironment {
  return SlackEnvironment.parse({
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CHANNEL: ALERTS,
    ...parts,
  });
}

/** The bot's Slack side against a strict Slack, with the scopes of the manifest and nothing more. */
export async function slackStage(options: SlackOptions = {}): Promise<SlackStage> {
  const slack = await startSlack({ scopes: Object.keys(SCOPES), ...options });
  const logged: Line[] = [];
  const platform = system.connect(environmentFor(slack), recordingLog(logged));
  return { slack, platform, logged, ...handsOn(slack), ...eyesOn(slack) };
}

function eyesOn(slack: SlackStandIn) {
  return {
    channel: `slack:${ALERTS}`,
    unknown: 'slack:C0NOWHERE',
    presser: { account: BEN, name: 'Ben Cole' },
    secrets: [slack.settings.botToken, slack.settings.appToken, slack.settings.signingSecret],
    read: async (destination: Destination) => readIn(slack, destination),
    async remove(reference: string) {
      const [channel = '', ts = ''] = reference.split('/');
      slack.deleteMessage(channel, ts);
    },
    spoil(how: 'busy' | 'lost' | 'slow') {
      const path = '^/api/chat.postMessage$';
      const headers = { 'retry-after': '1' };
      if (how === 'busy') slack.fail({ path, times: 1, action: { do: 'answer', status: 429, headers, body: {} } });
      else if (how === 'lost') slack.fail({ path, times: 1, action: { do: 'drop-after' } });
      else slack.fail({ path, times: 1, action: { do: 'delay-after', milliseconds: 2_500 } });
    },
    close: () => slack.close(),
  };
}

function readIn(slack: SlackStandIn, destination: Destination): Seen[] {
  const account = directAccount(destination);
  const roots = account === undefined ? slack.messages(addressOf(destination)) : slack.directMessages(account);
  return roots
    .flatMap((root) => [root, ...root.replies])
    .map((message): Seen => {
      const ping = slack.pings.find((one) => one.ts === message.ts);
      const channel = ping?.channel ?? addressOf(destination);
      const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
      return {
        reference: `${channel}/${message.ts}`,
        ...readingOf(message),
        ...(inThread ? { thread: `${channel}/${message.thread_ts}` } : {}),
        inChannel: !inThread || message.subtype === 'thread_broadcast',
        rang: ping?.mentions ?? [],
      };
    });
}
