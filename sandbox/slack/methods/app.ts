import { jsonOf } from '../arguments.ts';
import { isObject, type Json } from '../block-kit.ts';
import { blockProblems } from '../blocks/check.ts';
import { viewProblems } from '../blocks/views.ts';
import type { Call } from '../calls.ts';
import { BOT } from '../options.ts';

export function authTest({ world }: Call): Json {
  const { team } = world.settings;
  return {
    url: `https://${team.domain}.slack.example/`,
    team: team.name,
    user: BOT.name,
    team_id: team.id,
    user_id: BOT.userId,
    bot_id: BOT.botId,
    is_enterprise_install: false,
  };
}

export function teamInfo({ world }: Call): Json {
  return { team: world.settings.team };
}

/** Says what is wrong with blocks, or with a view, without showing them to anybody. */
export function validateBlocks({ args }: Call): Json {
  const view = jsonOf(args, 'view', 'invalid_arguments');
  const blocks = jsonOf(args, 'blocks', 'invalid_blocks_format');
  const problems = isObject(view)
    ? viewProblems(view, view['type'] === 'home' ? 'home' : 'modal')
    : blockProblems(blocks ?? [], 'message');
  return { valid: problems.length === 0, errors: problems.map((message) => problemJson(message)) };
}

function problemJson(message: string): Json {
  const [, sentence = message, pointer = ''] = /^\[ERROR\] (.*) \[json-pointer:(.*)\]$/.exec(message) ?? [];
  return { code: 'invalid_block', message: sentence, pointer };
}
