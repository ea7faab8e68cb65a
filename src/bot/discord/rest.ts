import { DefaultRestOptions, REST, RESTJSONErrorCodes, type RESTOptions } from 'discord.js';
import { SendError } from '../contract.ts';
import type { Environment } from './schema.ts';

const VERSION = '10';

/** As long as the pump waits for a call, in milliseconds. */
const PUMP_TIMEOUT = 10_000;
/** An answer is void after 3 s, so that one quick repeat is all there is time for. */
const ANSWER_TIMEOUT = 5000;

/** What the pump sends with: each call once, an end to waiting, and a limit that is hit is told instead of queued for. */
export function pumpRest(environment: Environment): REST {
  const options = { retries: 0, timeout: PUMP_TIMEOUT, rejectOnRateLimit: () => true };
  return new REST({ ...gatewayRest(environment), ...options }).setToken(environment.DISCORD_TOKEN);
}

/** What presses are answered, commands registered and rights looked at with. */
export function answerRest(environment: Environment): REST {
  const options = { retries: 1, timeout: ANSWER_TIMEOUT };
  return new REST({ ...gatewayRest(environment), ...options }).setToken(environment.DISCORD_TOKEN);
}

/** Where the gateway's client asks for the gateway. */
export function gatewayRest(environment: Environment): Partial<RESTOptions> {
  return { api: environment.DISCORD_API_URL, version: VERSION, makeRequest };
}

/**
 * The library reads neither the body of a 429, in which Discord hides that a message can no longer be edited, nor that of
 * a 5xx; an unread body keeps its connection from being used again.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429 && response.status < 500) return response;
  if (codeIn(await response.text()) === RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached) {
    throw new SendError('gone', 'Discord lets no more edits through for messages this old.');
  }
  return response;
};

function codeIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  } catch {
    return undefined;
  }
}
