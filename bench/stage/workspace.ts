import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { CHANNELS } from './fleet.ts';

export const ANN = 'U0ANN';

/** By default a Slack without rate limits: what is measured is the bot, not the wait that Slack asks of everybody. */
export function startWorkspace(limits = false): Promise<SlackStandIn> {
  return startSlack({
    limits,
    channels: CHANNELS.map((id) => ({ id, name: id.toLowerCase(), member: true })),
    users: [{ id: ANN, name: 'Ann Baker', email: 'ann@msp.example', tz: 'Europe/Berlin' }],
  });
}
