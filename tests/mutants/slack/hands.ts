import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** Views, forms, menus, clicks, commands, shortcuts. */
export const hands: Mutant[] = [
  ...group('modals', 'modals', [
    ['three views in a stack', 'STACK_LIMIT = 3', 'STACK_LIMIT = 4'],
    ['what was typed survives', 'actions[action] = kept', 'actions[action] = fresh'],
    ['an external id is one views own', 'if (view !== self && view.content', 'if (!view && view.content'],
  ]),
  ...group('methods/views', 'modals', [
    ['a push comes from within', "throw new Refusal('not_found');\n  trigger.used", 'void 0;\n  trigger.used'],
    ['an old hash', 'hash !== undefined && hash !== view.hash', 'false'],
    ['the code for an old hash', "Refusal('hash_conflict')", "Refusal('not_found')"],
    [
      'a view is named by its external id',
      'view.content.external_id === externalId) return view',
      'view === externalId) return view',
    ],
  ]),
  ...group('methods/views', 'clicks', [
    ['opening spends the trigger', '  trigger.used = true;\n  world.stacks', '  world.stacks'],
  ]),
  ...group('methods/views', 'home', [['a home has its hash', 'if (known) refuseStaleHash(known, args);', '']]),
  ...group('methods/views', 'subscriptions', [
    ['no home, nothing to publish', "throw new Refusal('not_enabled')", 'void 0'],
  ]),
  ...group('hands/submit', 'modals', [
    [
      'nothing closes the view',
      'if (action === undefined) closeView(world, view);',
      'if (action === undefined) return;',
    ],
    [
      'clear closes all',
      "else if (action === 'clear') world.stacks.set(view.user, []);",
      "else if (action === 'clear') closeView(world, view);",
    ],
    ['errors hang under fields', 'if (!inputs.has(blockId)) throw', 'if (!inputs) throw'],
    ['answers are words that Slack knows', "else throw new Refusal('invalid_response_action');", ''],
    [
      'views in answers are checked',
      "replaceContent(world, view, checkedView(answer['view'], 'modal'))",
      "replaceContent(world, view, answer['view'] as never)",
    ],
    ['an answer that cannot be shown is noted', "world.mistake('invalid_ack'", "void ('invalid_ack'"],
    [
      'closing tells who asked',
      'if (!view.content.notify_on_close) return',
      'if (view.content.notify_on_close === 1) return',
    ],
    ['clear_on_close', 'press.all === true || view.content.clear_on_close === true', 'press.all === true'],
  ]),
  ...group('hands/submit', 'forms', [
    [
      'a form with errors is not sent',
      'if (Object.keys(errors).length > 0) return',
      'if (Object.keys(errors).length > 90) return',
    ],
    ['addresses to answer only where asked for', '!element.response_url_enabled || ', ''],
  ]),
  ...group('hands/form', 'forms', [
    ['required fields of a form', "return block.optional ? undefined : 'Please", "return block ? undefined : 'Please"],
    ['optional fields of a form', "return block.optional ? undefined : 'Please", "return !block ? undefined : 'Please"],
    ['a least length', 'value.length < (element.min_length ?? 0)', 'value.length < 0'],
    ['a greatest length', 'value.length > (element.max_length ?? 3000)', 'value.length > 3000'],
    ['whole numbers', '!element.is_decimal_allowed &&', 'element.is_decimal_allowed &&'],
    ['a greatest number', 'number > Number(element.max_value)', 'number > Number(element.max_value) + 1'],
    ['mail addresses', '/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/.test(value)', 'value'],
    ['web addresses', 'URL.canParse(value)', 'value'],
  ]),
  ...group('hands/suggest', 'forms', [
    ['a least number of letters', 'DEFAULT_LEAST = 3', 'DEFAULT_LEAST = 2'],
    ['options are checked', 'if (problems.length > 0) {', 'if (problems.length > 9) {'],
  ]),
  ...group('blocks/options', 'forms', [
    [
      'a hundred suggestions',
      'shape({ options: list(plainOption, { least: 0, greatest: 100 })',
      'shape({ options: list(plainOption, { least: 0, greatest: 101 })',
    ],
    [
      'no suggestions are fine',
      'shape({ options: list(plainOption, { least: 0, greatest: 100 })',
      'shape({ options: list(plainOption, { least: 1, greatest: 100 })',
    ],
  ]),
  ...group('hands/click', 'clicks', [
    [
      'a confirmation can be taken back',
      "if (target.element.confirm && press.confirm === false) return notSent('denied');",
      '',
    ],
    ['a link opens its page', '{ opened: target.element.url }', '{}'],
  ]),
  ...group('hands/click', 'subscriptions', [
    ['no interactivity, no click', "if (!world.settings.interactivity) return notSent('not_interactive');", ''],
  ]),
  ...group('hands/suggest', 'subscriptions', [
    ['no interactivity, no options', "if (!world.settings.interactivity) return notSent('not_interactive');", ''],
  ]),
  ...group('hands/shortcut', 'subscriptions', [
    ['no interactivity, no shortcut', "if (!world.settings.interactivity) return notSent('not_interactive');", ''],
    ['shortcuts are registered', 'shortcuts?.includes(used.callbackId) ?? true', 'true'],
    ['shortcuts ask for commands', "!known || !world.scopes.has('commands')", '!known'],
  ]),
  ...group('hands/shortcut', 'home', [
    ['a shortcut brings its message', 'message: messageJson(channel, message, true),', ''],
    ['a shortcut says on what', "type: 'message_action'", "type: 'shortcut'"],
  ]),
  ...group('hands/command', 'answers', [
    ['commands are registered', 'world.settings.commands?.includes(typed.command) ?? true', 'true'],
    ['what comes with an ack is checked', "world.mistake('invalid_ack'", "void ('invalid_ack'"],
  ]),
  ...group('hands/command', 'subscriptions', [
    ['commands ask for commands', "!known || !world.scopes.has('commands')", '!known'],
  ]),
  ...group('hands/place', 'clicks', [
    ['a click in an attachment', "? 'message' : 'message_attachment'", "? 'message' : 'message'"],
    ['a click on a whisper', "is_ephemeral: surface.kind === 'ephemeral'", 'is_ephemeral: false'],
  ]),
  ...group('hands/target', 'clicks', [
    ['a whisper is for one', 'one.user === pointer.user && one.channel', 'one.channel'],
    ['a view is for one', 'view?.user === pointer.user', 'view'],
    ['an icon is for whom it names', '!element.visible_to_user_ids.includes(pointer.user)', 'false'],
  ]),
  ...group('hands/home', 'subscriptions', [
    ['a tab that is off cannot be opened', 'if (!world.settings.appHome[tab]) throw', 'if (!tab) throw'],
    ['which tab was opened', '    tab,\n', "    tab: 'home',\n"],
  ]),
  ...group('hands/say', 'subscriptions', [
    ['nobody writes to a read-only app', '(readOnly || !messages)', '!messages'],
    ['heard only where it is', 'if (channel.members.includes(BOT.userId)) {', 'if (channel) {'],
    [
      'direct messages are told by their own name',
      "{ event: 'message.im', kind: 'im' }",
      "{ event: 'message.channels', kind: 'im' }",
    ],
    [
      'private channels are told by their own name',
      "{ event: 'message.groups', kind: 'group' }",
      "{ event: 'message.channels', kind: 'group' }",
    ],
  ]),
];
