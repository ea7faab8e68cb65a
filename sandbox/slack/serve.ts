import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSlack } from './index.ts';
import { readManifest } from './manifest.ts';

const USAGE = `node sandbox/slack/serve.ts [options]
  --port <number>        8065 unless given; 0 takes any that is free
  --manifest <file>      the app has the scopes, commands, shortcuts, events and tabs of this manifest
  --request-url <url>    signed requests go to <url>/slack/events while no socket is open
  --burst <number>       posts that one channel takes at once before one a second holds; 1 unless given
  --no-limits            no rate limits`;

function options() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8065' },
      manifest: { type: 'string' },
      'request-url': { type: 'string' },
      burst: { type: 'string', default: '1' },
      'no-limits': { type: 'boolean', default: false },
    },
  });
  const { manifest, 'request-url': requestUrl } = values;
  return {
    port: Number(values.port),
    burst: Number(values.burst),
    limits: !values['no-limits'],
    ...(requestUrl === undefined ? {} : { requestUrl }),
    ...(manifest === undefined ? {} : readManifest(readFileSync(manifest, 'utf8'))),
  };
}

try {
  const slack = await startSlack(options());
  console.log(`Slack stand-in at ${slack.url}
SLACK_API_URL=${slack.apiUrl}
SLACK_BOT_TOKEN=${slack.settings.botToken}
SLACK_APP_TOKEN=${slack.settings.appToken}
SLACK_SIGNING_SECRET=${slack.settings.signingSecret}
SLACK_CHANNEL=${slack.settings.channels[0]?.id ?? ''}`);
  process.once('SIGINT', () => void slack.close());
  process.once('SIGTERM', () => void slack.close());
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
