import { App } from '@slack/bolt';
import type { Inbound, Interactions, Platform, PlatformLog, PlatformSystem } from '../contract.ts';
import { createAnswering } from './answering.ts';
import { checkSlack } from './check.ts';
import { listen } from './clicks.ts';
import { SlackEnvironment } from './environment.ts';
import { createGroups } from './groups.ts';
import { createHomes } from './home.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { libraryLog, reasonOf } from './library-log.ts';
import { SLACK } from './line.ts';
import { createOutbound } from './outbound.ts';
import { accountOf, presserFinder } from './presser.ts';
import { permalink } from './reference.ts';
import { createSocketReceiver, type HearingReceiver } from './receiver.ts';
import { createShow } from './show.ts';
import { mendFor, refusalOf } from './trouble.ts';
import { clientOptions, createWebClient } from './web-client.ts';

const TITLE = 'Slack';

function connect(environment: SlackEnvironment, log: PlatformLog): Platform {
  const appToken = environment.SLACK_APP_TOKEN;
  const http = appToken === undefined ? createHttpReceiver(environment.SLACK_SIGNING_SECRET ?? '') : undefined;
  const workspace: Workspace = {};
  const inbound = createInbound(
    environment,
    log,
    workspace,
    () => http?.receiver ?? createSocketReceiver(environment, log),
  );
  const patient = createWebClient(environment, 'patient', log);
  const knock = appToken && createWebClient({ ...environment, SLACK_BOT_TOKEN: appToken }, 'patient', log);
  return {
    id: SLACK,
    title: TITLE,
    defaultDestination: environment.SLACK_CHANNEL === undefined ? undefined : `${SLACK}:${environment.SLACK_CHANNEL}`,
    outbound: createOutbound(createWebClient(environment, 'pump', log)),
    inbound,
    homes: createHomes(patient),
    groups: createGroups(patient),
    linkTo: (reference) => permalink(workspace.url, reference),
    findAccount: (email) => accountOf(patient, email),
    findZone: async (account) => (await patient.users.info({ user: account })).user?.tz,
    check: (destinations) =>
      checkSlack(patient, { deaf: () => inbound.deaf(), knock: knock || undefined }, destinations),
    ...(http === undefined ? {} : { http: http.entrance }),
  };
}

/** What Slack told of the workspace when the bot signed in. */
interface Workspace {
  url?: string | undefined;
}

/** `receiverFor` gives the way in; a socket that was closed is not opened again, so each start gets its own. */
function createInbound(
  environment: SlackEnvironment,
  log: PlatformLog,
  workspace: Workspace,
  receiverFor: () => HearingReceiver,
): Inbound {
  let receiver = receiverFor();

  async function start(interactions: Interactions): Promise<void> {
    workspace.url = await signIn(environment, log);
    receiver = receiverFor();
    const app = new App({
      // Asked for with every press: it must not need Slack.
      authorize: async () => ({ botToken: environment.SLACK_BOT_TOKEN }),
      receiver,
      convoStore: false,
      ignoreSelf: false,
      logger: libraryLog(log),
      clientOptions: clientOptions(environment, 'interactive', log),
    });
    app.error(async (error: Error) => log.error({ reason: reasonOf(error) }, 'a press in Slack failed'));
    const show = createShow(createWebClient(environment, 'interactive', log), log);
    const presserFor = presserFinder(createWebClient(environment, 'lookup', log), log);
    listen(app, { interactions, answering: createAnswering(interactions, show, log), show, presserFor, log });
    await app.start();
  }

  return { single: false, start, deaf: () => receiver.deaf(), stop: async () => void (await receiver.stop()) };
}

/**
 * The address of the workspace. Rejects when Slack refuses the token; what is merely out of reach is tried again by the
 * connections, and messages have no address until the next start.
 */
async function signIn(environment: SlackEnvironment, log: PlatformLog): Promise<string | undefined> {
  try {
    return (await createWebClient(environment, 'patient', log).auth.test()).url;
  } catch (error) {
    const word = refusalOf(error);
    if (word !== undefined) throw new Error(`Slack does not let the bot in. ${mendFor(word)}`, { cause: error });
    log.warn({ reason: reasonOf(error) }, 'Slack could not be reached at the start');
    return undefined;
  }
}

export const system: PlatformSystem<SlackEnvironment> = {
  id: SLACK,
  title: TITLE,
  environment: SlackEnvironment,
  switches: ['SLACK_BOT_TOKEN'],
  connect,
};
