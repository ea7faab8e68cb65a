import { parseArgs } from 'node:util';
import { startSlack } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8065' },
    'request-url': { type: 'string' },
    burst: { type: 'string', default: '1' },
    'no-limits': { type: 'boolean', default: false },
  },
});
const requestUrl = values['request-url'];
const slack = await startSlack({
  port: Number(values.port),
  burst: Number(values.burst),
  limits: !values['no-limits'],
  ...(requestUrl === undefined ? {} : { requestUrl }),
});

console.log(`Slack stand-in at ${slack.url}
SLACK_API_URL=${slack.apiUrl}
SLACK_BOT_TOKEN=${slack.settings.botToken}
SLACK_APP_TOKEN=${slack.settings.appToken}
SLACK_SIGNING_SECRET=${slack.settings.signingSecret}
SLACK_CHANNEL=${slack.settings.channels[0]?.id ?? ''}`);

process.once('SIGINT', () => void slack.close());
process.once('SIGTERM', () => void slack.close());
