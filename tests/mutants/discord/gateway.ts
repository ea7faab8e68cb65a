import type { Mutant } from '../mutant.ts';
import { mutantsOf } from './breaking.ts';

/** The gateway, and the judge. */
export const gateway: Mutant[] = [
  ...mutantsOf('gateway-socket', '-gateway', [
    ['120 frames a minute', 'COMMANDS_PER_MINUTE = 120', 'COMMANDS_PER_MINUTE = 121'],
    ['frames are JSON', "socket.close(4002, 'Error while", "socket.close(4000, 'Error while"],
    ['an unknown opcode', 'socket.close(4001', 'socket.close(4000'],
    ['who talks has said who it is', "if (!known) return socket.close(4003, 'Not authenticated.');", ''],
    ['once is enough', "if (known) return socket.close(4005, 'Already authenticated.');", ''],
    ['intents exist', 'intents >= HIGHEST_INTENT', 'false'],
    ['intents are granted', "if (intents & PRIVILEGED) return socket.close(4014, 'Disallowed intent(s).');", ''],
    ['starts in a day', 'startsToday(state, world.now()) >= world.settings.startsPerDay', 'false'],
    ['one start too many resets the token', 'world.settings.token = `reset-${world.newId()}`;', ''],
    [
      'a session that is gone is not resumed',
      'if (!session) return send(socket, Op.invalidSession, false);',
      'if (!session) return send(socket, Op.invalidSession, true);',
    ],
    ['what was missed is sent again', 'replay(session, data.seq ?? 0);', ''],
    ['a held guild is not told of', 'intents & GUILDS && !state.held', 'intents & GUILDS'],
    ['a silent gateway answers no heartbeat', 'state.silent ? undefined : send', 'send'],
  ]),
  ...mutantsOf('gateway-session', '-gateway', [
    ['a day of starts is 24 hours', 'DAY = 24 *', 'DAY = 25 *'],
    ['some codes end a session', '4004, 4007,', '4000, 4007,'],
  ]),
  ...mutantsOf('gateway', '-gateway', [
    ['one version is spoken', 'webSocket.close(4012', 'webSocket.close(4000'],
    ['the bot is asked to reconnect', 'tellAll(Op.reconnect, null)', 'void tellAll'],
    ['an ended session is told of', 'tellAll(Op.invalidSession, resumable);', ''],
    ['it may be resumed or not', 'tellAll(Op.invalidSession, resumable);', 'tellAll(Op.invalidSession, true);'],
    ['a guild that comes back is told of', "else dispatchTo(session, 'GUILD_CREATE', guildCreateJson(world));", ''],
    ['a plug that is pulled cuts sockets', 'for (const socket of server.clients) socket.terminate();', ''],
  ]),
  ...mutantsOf('mischief', '-gateway', [
    [
      'a permission that is taken away is told of',
      "world.dispatch('CHANNEL_UPDATE', channelJson(world, named), 1);",
      '',
    ],
  ]),
  ...mutantsOf('judge', '-page', [
    [
      'the judge reads bodies',
      'return verdict(name, validator(place), withNumbers(body));',
      'return verdict(name, undefined, place);',
    ],
    ['the judge reads answers', 'return check ? verdict', 'return check?.schema === false ? verdict'],
    ['the judge knows the routes', 'return [`${name}: unknown route`];', 'return [];'],
    ['permissions may be text', 'numeric ? Number(inner) :', ''],
  ]),
  ...mutantsOf('rest', '-page', [
    ['every body is judged', 'if (request.body !== undefined) rest.verdicts.body', 'if (false) rest.verdicts.body'],
  ]),
];
