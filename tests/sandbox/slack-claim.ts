import type { Outcome } from '../../sandbox/slack/hands/outcome.ts';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { post, webClient } from './slack-app.ts';

/** A card with a button that can be claimed. */
export function postCard(slack: SlackStandIn): Promise<string> {
  const button = { type: 'button', action_id: 'claim', text: { type: 'plain_text', text: 'Claim' }, value: 'a' };
  const blocks = [{ type: 'actions', elements: [button] }];
  return post(webClient(slack), { channel: 'C0ALERTS', text: 'Disk full', blocks });
}

export function claim(slack: SlackStandIn, user = 'U0ANN'): Promise<Outcome> {
  return slack.click({ user, channel: 'C0ALERTS', actionId: 'claim' });
}
