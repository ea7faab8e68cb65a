import type { World } from './world.ts';

/** The bot's application, as it is told to the bot itself. */
export function applicationJson(world: World): Record<string, unknown> {
  return {
    id: world.settings.applicationId,
    name: 'Deskbell',
    icon: null,
    description: '',
    type: null,
    bot: world.bot,
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: world.bot,
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}
