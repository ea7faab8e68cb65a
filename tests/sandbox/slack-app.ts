import { LogLevel, WebClient, type Logger, type WebClientOptions } from '@slack/web-api';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';

/** What the libraries print about refusals is looked at in the answers instead. */
export function silent(): Logger {
  return {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.ERROR,
  };
}

/** Options of a client against the stand-in: no retries, refusals at once. A new object for each consumer. */
export function clientOptions(slack: SlackStandIn): WebClientOptions {
  return {
    slackApiUrl: slack.apiUrl,
    timeout: 5000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent(),
  };
}

export function webClient(slack: SlackStandIn, token = slack.settings.botToken): WebClient {
  return new WebClient(token, clientOptions(slack));
}

/** Any call, with arguments and an answer that nobody checks beforehand. */
export async function call(client: WebClient, method: string, args: object): Promise<Record<string, unknown>> {
  return { ...(await client.apiCall(method, { ...args })) };
}

/** Posts a message and gives its timestamp. */
export async function post(client: WebClient, message: object): Promise<string> {
  const { ts } = await call(client, 'chat.postMessage', message);
  return String(ts);
}

/** What Slack answered to a call that it refused; throws when the call went through. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'data' in error) return error.data as Record<string, unknown>;
    throw error;
  }
  throw new Error('The call went through');
}
