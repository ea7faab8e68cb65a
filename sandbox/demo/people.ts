/** Everybody in the demo. Slack tells e-mail addresses, so they are matched; Discord tells none, so the settings name the accounts. */
export interface Actor {
  name: string;
  email: string;
  slack: string;
  discord: string;
  zone: string;
  does: string;
}

export const people: readonly Actor[] = [
  {
    name: 'Ann Baker',
    email: 'ann@msp.example',
    slack: 'U0ANN',
    discord: '400000000000000001',
    zone: 'Europe/Berlin',
    does: 'owner',
  },
  {
    name: 'Ben Cole',
    email: 'ben@msp.example',
    slack: 'U0BEN',
    discord: '400000000000000002',
    zone: 'Europe/London',
    does: 'technician',
  },
  {
    name: 'Cara Diaz',
    email: 'cara@msp.example',
    slack: 'U0CARA',
    discord: '400000000000000003',
    zone: 'America/New_York',
    does: 'technician',
  },
  {
    name: 'Gus Ivory',
    email: 'gus@globex.example',
    slack: 'U0GUEST',
    discord: '400000000000000004',
    zone: 'Europe/Berlin',
    does: 'a guest from Globex',
  },
];

export const SLACK_CHANNEL = 'C0ALERTS';
export const DISCORD_CHANNEL = '300000000000000001';
export const DISCORD_GUILD = '200000000000000001';
