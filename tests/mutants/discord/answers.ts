import type { Mutant } from '../mutant.ts';
import { mutantsOf } from './breaking.ts';

/** First answers, what follows them, and what a person's hands can do. */
export const answers: Mutant[] = [
  ...mutantsOf('routes/callback', '', [
    ['three seconds for the first answer', 'FIRST_ANSWER = 3000', 'FIRST_ANSWER = 4000'],
    ['one first answer', 'if (interaction.answer !== undefined) throw refusal(40060);', ''],
  ]),
  ...mutantsOf('refusal', '', [
    ['a second answer is 40060', '40060: [400', '40060: [404'],
    ['closed direct messages are 403', '50007: [403', '50007: [400'],
  ]),
  ...mutantsOf('routes/callback', '-interactions', [
    ['an answer fits its interaction', 'if (fitting.includes(body?.type)) return;', 'if (fitting.length > 0) return;'],
    ['a reply that thinks keeps only whom it is for', 'data.flags && data.flags !== flags', 'false'],
    ['with_response is asked for', "query.with_response !== 'true'", "query.with_response !== 'maybe'"],
    [
      'a refused body leaves the interaction open',
      'demandAnswer(interaction, body);',
      'demandAnswer(interaction, body);\n    interaction.answer = body.type;',
    ],
  ]),
  ...mutantsOf('routes/webhooks', '-interactions', [
    ['a token lives fifteen minutes', 'TOKEN_LIFE = 15 *', 'TOKEN_LIFE = 16 *'],
    ['no webhook before the first answer', 'if (interaction.answer === undefined) throw refusal(10015);', ''],
    [
      'the first follow-up fills in what thinks',
      'if (answer !== CallbackType.deferredMessage || !original) return undefined;',
      'if (answer !== -1 || !original) return undefined;',
    ],
    ['what was deleted is unknown', 'if (!post || !standing) throw', 'if (!post) throw'],
    [
      'a token that nobody has is unknown',
      'if (!interaction || params',
      'if (!interaction) throw refusal(10008);\n  if (params',
    ],
  ]),
  ...mutantsOf('world', '-interactions', [
    ['an ephemeral message is out of reach', 'if (!post || post.viewer) throw', 'if (!post) throw'],
  ]),
  ...mutantsOf('routes/callback', '-hands', [
    ['25 choices to offer', "['data', 'choices'], 0, 25)", "['data', 'choices'], 0, 26)"],
    ['a choice offered is of the type of its option', 'interaction.offersFor, [', 'undefined, ['],
    ['an answer from a menu is of its own type', 'interaction.fromMenu ? 23 : 20', '20'],
  ]),
  ...mutantsOf('hands/menu', '-hands', [
    ['a menu carries its message', '{ messages: { [target]: message } }', '{}'],
    ['a menu of people carries the person', 'resolved: resolvedFor(world, [id])', 'resolved: {}'],
  ]),
  ...mutantsOf('hands/typed', '-hands', [
    ['a menu and a command may share a name', '(type === SLASH) === (typed.target === undefined)', 'type > 0'],
    ['"0" is for admins', "needed !== '0' &&", ''],
    ['a command needs its rights', '(BigInt(needed) & BigInt(permissionsOf(person))) === BigInt(needed)', 'true'],
    ['a command has its places', 'command.contexts && !command.contexts.includes(context)', 'false'],
    ['a number within its bounds', '(value < (option.min_value ?? -Infinity)', '(value < -Infinity'],
    ['an option is declared', 'if (!declared.some((option) => option.name === name)) throw', 'if (false) throw'],
  ]),
  ...mutantsOf('hands/look', '-hands', [
    ['what is disabled cannot be pressed', 'if (component.disabled) throw', 'if (false) throw'],
    ['an ephemeral message is for one person', 'viewer === undefined || viewer === userId', 'true'],
  ]),
  ...mutantsOf('hands/form', '', [
    ['what is required is filled in', 'input.required !== false && length === 0', 'false'],
  ]),
  ...mutantsOf('hands/hands', '-modals', [
    ['a form arrives with what was chosen', 'entities.length > 0 ?', 'entities.length > 99 ?'],
    ['a form stays open when nobody answers', 'if (seen.acked) closeModal', 'closeModal'],
  ]),
];
