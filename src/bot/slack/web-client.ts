import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { PlatformLog } from '../contract.ts';
import type { SlackEnvironment } from './environment.ts';
import { libraryLog } from './library-log.ts';

/**
 * The purposes that must not wait for each other: a refused post would hold up every form that is being opened. `lookup` is
 * for what a presser waits for, `patient` for what nobody does.
 */
export type Purpose = 'pump' | 'interactive' | 'lookup' | 'patient';

/** Milliseconds a call may take. A press is answered within three seconds, with a retry. */
const TIMEOUTS: Readonly<Record<Purpose, number>> = {
  pump: 10_000,
  interactive: 2_500,
  lookup: 2_000,
  patient: 10_000,
};
const RETRIES: Readonly<Record<Purpose, number>> = { pump: 0, interactive: 2, lookup: 0, patient: 0 };

export function createWebClient(environment: SlackEnvironment, purpose: Purpose, log: PlatformLog): WebClient {
  return new WebClient(environment.SLACK_BOT_TOKEN, clientOptions(environment, purpose, log));
}

/** A new object each time: the libraries write into the one they are given. */
export function clientOptions(environment: SlackEnvironment, purpose: Purpose, log: PlatformLog): WebClientOptions {
  return {
    ...(environment.SLACK_API_URL === undefined ? {} : { slackApiUrl: environment.SLACK_API_URL }),
    timeout: TIMEOUTS[purpose],
    retryConfig: { retries: RETRIES[purpose], minTimeout: 150, maxTimeout: 500 },
    rejectRateLimitedCalls: true,
    logger: libraryLog(log),
  };
}
