import type { FastifyInstance } from 'fastify';
import { refusal } from '../refusal.ts';
import { checkCommands } from '../rules/commands.ts';
import type { Command } from '../shapes.ts';
import { noteIgnored, type World } from '../world.ts';

const CREATES_A_DAY = 200;
const DAY = 24 * 3_600_000;

interface ApplicationParams {
  application_id: string;
}

interface GuildParams extends ApplicationParams {
  guild_id: string;
}

/** Registering commands: bulk overwrite, in the guild or everywhere, all types at once. */
export function addCommandRoutes(api: FastifyInstance, world: World): void {
  const creates: Record<'guild' | 'global', number[]> = { guild: [], global: [] };
  const guildPath = '/applications/:application_id/guilds/:guild_id/commands';

  api.get<{ Params: GuildParams }>(guildPath, async ({ params }) => {
    demandGuild(world, params);
    return world.commands.guild;
  });
  api.put<{ Params: GuildParams; Body: Partial<Command>[] }>(guildPath, async ({ params, body }) => {
    demandGuild(world, params);
    noteIgnored(world, 'commands', checkCommands(body));
    countCreates(world, creates.guild, world.commands.guild, body);
    world.commands.guild = register(world, world.commands.guild, body, params.guild_id);
    world.changed();
    return world.commands.guild;
  });
  api.get<{ Params: ApplicationParams }>('/applications/:application_id/commands', async ({ params }) => {
    demandApplication(world, params);
    return world.commands.global;
  });
  api.put<{ Params: ApplicationParams; Body: Partial<Command>[] }>(
    '/applications/:application_id/commands',
    async ({ params, body }) => {
      demandApplication(world, params);
      noteIgnored(world, 'commands', checkCommands(body));
      countCreates(world, creates.global, world.commands.global, body);
      world.commands.global = register(world, world.commands.global, body);
      world.changed();
      return world.commands.global;
    },
  );
}

/** New names are created, and that may happen 200 times a day; known ones are only updated. */
function countCreates(world: World, creates: number[], before: Command[], bodies: Partial<Command>[]): void {
  const fresh = bodies.filter((body) => !knownAs(before, body)).length;
  const today = creates.filter((at) => at > world.now() - DAY);
  if (fresh > 0 && today.length + fresh > CREATES_A_DAY) throw refusal(30034);
  creates.splice(0, creates.length, ...today, ...Array.from({ length: fresh }, () => world.now()));
}

function knownAs(before: Command[], { name, type = 1 }: Partial<Command>): Command | undefined {
  return before.find((command) => command.name === name && command.type === type);
}

/** A command keeps its id when one of the same name and type was there before. */
function register(world: World, before: Command[], bodies: Partial<Command>[], guildId?: string): Command[] {
  return bodies.map((body) => {
    const type = body.type ?? 1;
    const name = body.name ?? '';
    const known = knownAs(before, body);
    return {
      ...body,
      id: known?.id ?? world.newId(),
      application_id: world.settings.applicationId,
      version: world.newId(),
      type,
      name,
      description: body.description ?? '',
      default_member_permissions: permissionsOf(body),
      ...(guildId ? { guild_id: guildId } : {}),
    };
  });
}

function demandApplication(world: World, params: ApplicationParams): void {
  if (params.application_id !== world.settings.applicationId) throw refusal(50001);
}

function demandGuild(world: World, params: GuildParams): void {
  demandApplication(world, params);
  if (params.guild_id !== world.settings.guild.id) throw refusal(50001);
}

/** Taken as a number or as a string, always given back as a string. */
function permissionsOf(body: { default_member_permissions?: string | number | null }): string | null {
  const permissions = body.default_member_permissions;
  return permissions === undefined || permissions === null ? null : String(permissions);
}
