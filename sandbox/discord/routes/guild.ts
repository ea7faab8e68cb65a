import type { FastifyInstance } from 'fastify';
import { applicationJson } from '../application.ts';
import { channelJson, guildJson, memberJson, rolesJson } from '../profiles.ts';
import { refusal } from '../refusal.ts';
import { ChannelType } from '../codes.ts';
import type { User } from '../shapes.ts';
import type { World } from '../world.ts';

/** Where the gateway is, and how often it may still be entered today. */
export interface GatewayDoor {
  url(): string;
  startsLeft(): number;
}

/** Who and where: the gateway's address, users, the guild and its members. */
export function addGuildRoutes(api: FastifyInstance, world: World, door: GatewayDoor): void {
  api.get('/gateway', async () => ({ url: door.url() }));
  api.get('/gateway/bot', async () => ({
    url: door.url(),
    shards: 1,
    session_start_limit: {
      total: world.settings.startsPerDay,
      remaining: door.startsLeft(),
      reset_after: 86_400_000,
      max_concurrency: 1,
    },
  }));
  api.get('/applications/@me', async () => applicationJson(world));
  api.get('/users/@me', async () => ({ ...world.bot, mfa_enabled: false, locale: 'en-US' }));
  api.get<{ Params: { user_id: string } }>('/users/:user_id', async (request) => userOf(world, request.params.user_id));
  api.get<{ Params: { guild_id: string } }>('/guilds/:guild_id', async (request) => {
    demandGuild(world, request.params.guild_id);
    return guildJson(world);
  });
  api.get<{ Params: { guild_id: string } }>('/guilds/:guild_id/roles', async (request) => {
    demandGuild(world, request.params.guild_id);
    return rolesJson(world.settings);
  });
  api.get<{ Params: { guild_id: string } }>('/guilds/:guild_id/channels', async (request) => {
    demandGuild(world, request.params.guild_id);
    const channels = [...world.channels.values()].filter(({ type }) => type === ChannelType.text);
    return channels.map((channel) => channelJson(world, channel));
  });
  addMemberRoutes(api, world);
}

function addMemberRoutes(api: FastifyInstance, world: World): void {
  api.get<{ Params: { guild_id: string } }>('/guilds/:guild_id/members', async (request) => {
    demandGuild(world, request.params.guild_id);
    throw refusal(50001);
  });
  api.get<{ Params: { guild_id: string }; Querystring: { query?: string; limit?: string } }>(
    '/guilds/:guild_id/members/search',
    async (request) => {
      demandGuild(world, request.params.guild_id);
      const query = (request.query.query ?? '').toLowerCase();
      const found = [...world.people.values()].filter(
        ({ member, user }) =>
          member && [user.username, user.global_name?.toLowerCase()].some((name) => name?.startsWith(query)),
      );
      return found.slice(0, Number(request.query.limit ?? 1)).map(({ roles, user }) => memberJson(roles, user));
    },
  );
  api.get<{ Params: { guild_id: string; user_id: string } }>(
    '/guilds/:guild_id/members/:user_id',
    async ({ params }) => {
      demandGuild(world, params.guild_id);
      if (params.user_id === world.bot.id) return memberJson([], world.bot);
      const person = world.people.get(params.user_id);
      if (!person) throw refusal(10013);
      if (!person.member) throw refusal(10007);
      return memberJson(person.roles, person.user);
    },
  );
}

function demandGuild(world: World, id: string): void {
  if (id !== world.settings.guild.id) throw refusal(10004);
}

function userOf(world: World, id: string): User {
  if (id === world.bot.id) return world.bot;
  const person = world.people.get(id);
  if (!person) throw refusal(10013);
  return person.user;
}
