import type { WebClient } from '@slack/web-api';
import type { Check } from '../../desk/check.ts';
import { addressOf, directAccount, type Destination } from '../../desk/destination.ts';
import { ESSENTIAL, SCOPES } from './scopes.ts';
import { mendFor, refusalOf, sendErrorFrom } from './trouble.ts';

/** What is looked at besides the destinations. */
export interface Connection {
  /** Undefined: pressers are heard now. */
  deaf: () => string | undefined;
  /** Opens a ticket for a connection with the app-level token; absent where Slack comes over HTTP. */
  knock: WebClient | undefined;
}

/** Token, scopes, the way back from Slack, and each destination. Never throws. */
export async function checkSlack(
  client: WebClient,
  connection: Connection,
  destinations: readonly Destination[],
): Promise<Check[]> {
  const identity = await checkIdentity(client);
  if (identity.some((check) => check.what === 'Slack token' && check.state === 'bad')) return identity;
  const places = await Promise.all(destinations.map((destination) => checkDestination(client, destination)));
  return [...identity, await checkConnection(connection), ...places];
}

async function checkIdentity(client: WebClient): Promise<Check[]> {
  try {
    const { user, team, response_metadata: metadata } = await client.auth.test();
    const says = `Signed in to ${team ?? 'the workspace'} as ${user ?? 'the bot'}.`;
    return [{ what: 'Slack token', state: 'good', says }, checkScopes(metadata?.scopes)];
  } catch (error) {
    return [trouble('Slack token', error)];
  }
}

function checkScopes(granted: readonly string[] | undefined): Check {
  const what = 'Slack scopes';
  if (granted === undefined) return { what, state: 'good', says: 'Slack does not say which were granted.' };
  const missing = Object.entries(SCOPES).filter(([scope]) => !granted.includes(scope));
  if (missing.length === 0) return { what, state: 'good', says: 'Every scope of manifest.yml is granted.' };
  return {
    what,
    state: missing.some(([scope]) => ESSENTIAL.has(scope)) ? 'bad' : 'warning',
    says: missing.map(([scope, loss]) => `${scope} is missing: ${loss}.`).join(' '),
    mend: 'Paste manifest.yml into the app’s manifest page at api.slack.com/apps and install the app again.',
  };
}

async function checkConnection({ deaf, knock }: Connection): Promise<Check> {
  const what = 'Slack presses';
  const why = deaf();
  if (why === undefined) return { what, state: 'good', says: 'Somebody who presses a button is heard.' };
  if (knock === undefined) {
    return { what, state: 'good', says: 'Slack delivers to /slack/events, which must be reachable at PUBLIC_URL.' };
  }
  try {
    await knock.apps.connections.open({});
    return { what, state: 'good', says: 'Socket Mode lets the bot in.' };
  } catch (error) {
    const mend = 'Turn Socket Mode on, and create an app-level token with connections:write for SLACK_APP_TOKEN.';
    return { ...trouble(what, error), mend };
  }
}

async function checkDestination(client: WebClient, destination: Destination): Promise<Check> {
  const account = directAccount(destination);
  const what = `Slack ${destination}`;
  try {
    return account === undefined
      ? await checkChannel(client, what, addressOf(destination))
      : await checkPerson(client, what, account);
  } catch (error) {
    return trouble(what, error);
  }
}

async function checkChannel(client: WebClient, what: string, id: string): Promise<Check> {
  const { channel } = await client.conversations.info({ channel: id });
  const name = `#${channel?.name ?? id}`;
  if (channel?.is_archived === true)
    return { what, state: 'bad', says: `${name} is archived.`, mend: mendFor('is_archived') };
  if (channel?.is_member !== true && channel?.is_im !== true) {
    return { what, state: 'bad', says: `The bot is not in ${name}.`, mend: mendFor('not_in_channel') };
  }
  return { what, state: 'good', says: `The bot can post in ${name}.` };
}

async function checkPerson(client: WebClient, what: string, account: string): Promise<Check> {
  const { user } = await client.users.info({ user: account });
  if (user?.deleted === true) {
    return { what, state: 'bad', says: `${user.name ?? account} left the workspace.`, mend: mendFor('user_disabled') };
  }
  return { what, state: 'good', says: `${user?.real_name ?? user?.name ?? account} can be written to.` };
}

function trouble(what: string, error: unknown): Check {
  const word = refusalOf(error);
  if (word !== undefined) return { what, state: 'bad', says: `Slack answered ${word}.`, mend: mendFor(word) };
  const says = sendErrorFrom(error, false).message;
  return { what, state: 'bad', says, mend: 'Check that this machine reaches slack.com (or SLACK_API_URL) over HTTPS.' };
}
