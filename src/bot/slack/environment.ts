import { z } from 'zod';

/** What Slack needs to know: a bot token, and one of the two ways by which Slack reaches the bot. */
export const SlackEnvironment = z
  .object({
    SLACK_BOT_TOKEN: z.string().regex(/^xoxb-/, 'the Bot User OAuth Token, which begins with xoxb-'),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-/, 'an app-level token with connections:write, which begins with xapp-')
      .optional(),
    SLACK_SIGNING_SECRET: z.string().min(1).optional(),
    SLACK_API_URL: z.url().optional(),
    SLACK_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/, 'the id of a channel such as C0123ABCD, not its name')
      .optional(),
  })
  .refine((values) => values.SLACK_APP_TOKEN !== undefined || values.SLACK_SIGNING_SECRET !== undefined, {
    // Said together with whatever else is wrong.
    when: () => true,
    path: ['SLACK_APP_TOKEN'],
    message: 'is needed for Socket Mode; or set SLACK_SIGNING_SECRET to be reached at /slack/events',
  });
export type SlackEnvironment = z.infer<typeof SlackEnvironment>;
