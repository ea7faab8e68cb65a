import type { WebClient } from '@slack/web-api';
import type { Check } from '../../desk/check.ts';
import { type Groups, SendError } from '../contract.ts';
import { refusalOf, sendErrorFrom } from './trouble.ts';

/** The scope that only those need who have a group follow who is on call. It is not among those of `manifest.yml`. */
const SCOPE = 'usergroups:write';

/** User groups: https://docs.slack.dev/reference/methods/usergroups.users.update, tier 2; a paid plan of Slack has them. */
export function createGroups(client: WebClient): Groups {
  return {
    async set(group, accounts) {
      try {
        await client.usergroups.users.update({ usergroup: group, users: accounts.join(',') });
      } catch (error) {
        const known = sendErrorFrom(error, false);
        throw new SendError(known.trouble, whyNot(error, group) ?? known.message, { cause: error });
      }
    },
    check: (groups) => checkGroups(client, groups),
  };
}

/** Slack's refusals that somebody can mend, with how. */
function whyNot(error: unknown, group: string): string | undefined {
  switch (refusalOf(error) ?? '') {
    case 'missing_scope':
      return `Slack does not let the bot change ${group}: ${MEND}`;
    case 'no_such_subteam':
    case 'subteam_not_found':
      return `Slack knows no user group ${group}, or it is switched off: check the id under "groups".`;
    case 'permission_denied':
      return `Slack does not let the bot change ${group}: an administrator can let everybody edit user groups.`;
    case 'paid_teams_only':
      return 'User groups need a paid plan of Slack: take "groups" out of the configuration.';
    default:
      return undefined;
  }
}

const MEND = `add the scope ${SCOPE} under OAuth & Permissions at api.slack.com/apps and install the app again.`;

/** Whether the bot may keep them; nothing where there are none. Never throws. */
async function checkGroups(client: WebClient, groups: readonly string[]): Promise<Check[]> {
  if (groups.length === 0) return [];
  const what = 'Slack user groups';
  try {
    const { response_metadata: metadata } = await client.auth.test();
    if (metadata?.scopes?.includes(SCOPE) !== false)
      return [{ what, state: 'good', says: `${groups.join(', ')} can be kept equal to who is on call.` }];
    const says = `${groups.join(', ')} does not follow who is on call: the scope ${SCOPE} is missing. Everything else works without it.`;
    return [{ what, state: 'warning', says, mend: `${MEND.slice(0, 1).toUpperCase()}${MEND.slice(1)}` }];
  } catch (error) {
    return [{ what, state: 'warning', says: sendErrorFrom(error, false).message, mend: 'See the check of the token.' }];
  }
}
