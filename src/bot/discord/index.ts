import type { CommandSpec, PlatformSystem } from '../contract.ts';
import { linkTo } from './address.ts';
import { checkDiscord } from './check.ts';
import { createInbound } from './inbound.ts';
import { createOutbound } from './outbound.ts';
import { createQuestions } from './questions.ts';
import { answerRest, pumpRest } from './rest.ts';
import { Environment } from './schema.ts';

export const system: PlatformSystem<Environment> = {
  id: 'discord',
  title: 'Discord',
  environment: Environment,
  switches: ['DISCORD_TOKEN'],
  connect(environment, log) {
    const rest = answerRest(environment);
    const questions = createQuestions();
    const guild = environment.DISCORD_GUILD_ID;
    const inbound = createInbound({ environment, rest, guild, questions, log });
    let commands: readonly CommandSpec[] | undefined;
    return {
      id: 'discord',
      title: 'Discord',
      defaultDestination:
        environment.DISCORD_CHANNEL === undefined ? undefined : `discord:${environment.DISCORD_CHANNEL}`,
      outbound: createOutbound(pumpRest(environment), { environment, questions, log }),
      inbound: {
        ...inbound,
        async start(interactions) {
          commands = interactions.commands;
          await inbound.start(interactions);
        },
      },
      linkTo: (reference) => linkTo(guild, reference),
      check: async (destinations) => checkDiscord(rest, environment, { destinations, commands }),
    };
  },
};
