import { invalidForm, type Path } from '../refusal.ts';
import type { Command, CommandOption } from '../shapes.ts';
import { type Check, createCheck, itemsOf } from './check.ts';
import { checkNames, checkOptions } from './command-options.ts';
import { lengthOf } from './length.ts';

const MOST: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const CHARACTERS = 8000;
const KEYS = [
  'id',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'type',
  'options',
  'default_member_permissions',
  'dm_permission',
  'contexts',
  'integration_types',
  'nsfw',
  'handler',
];

/** A bulk overwrite: names, descriptions, counts, options, 8000 characters a command. Returns the keys that Discord would drop. */
export function checkCommands(commands: readonly Partial<Command>[]): string[] {
  const check = createCheck();
  if (!Array.isArray(commands)) throw invalidForm([{ at: [], code: 'LIST_TYPE_CONVERT', message: 'Must be a list.' }]);
  const counts = new Map<number, number>();
  const seen = new Set<string>();
  for (const [index, command] of itemsOf(commands as Partial<Command>[]).entries()) {
    const type = command.type ?? 1;
    counts.set(type, (counts.get(type) ?? 0) + 1);
    checkCommand(check, command, type, [index]);
    const key = `${type} ${command.name}`;
    if (seen.has(key)) {
      const message = 'Application command names must be unique';
      check.add([index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
    }
    seen.add(key);
  }
  for (const [type, count] of counts) {
    if (count <= (MOST[type] ?? 1)) continue;
    check.add([], 'APPLICATION_COMMAND_TOO_MANY', `Maximum number of application commands reached (${MOST[type]}).`);
  }
  check.done();
  return check.ignored;
}

function checkCommand(check: Check, command: Partial<Command>, type: number, at: Path): void {
  check.keys(command, at, KEYS);
  if (!(type in MOST)) check.add([...at, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3}.');
  if (type !== 1) {
    if (itemsOf(command.options).length > 0)
      check.add([...at, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', 'Must be empty');
    check.text(command.name, [...at, 'name'], { min: 1, max: 32, required: true });
    if (command.description)
      check.add([...at, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', 'Must be empty');
    return;
  }
  checkNames(check, command, at);
  checkOptions(check, itemsOf(command.options), [...at, 'options'], 0);
  if (charactersOf(command) > CHARACTERS) {
    check.add(at, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${CHARACTERS})`);
  }
}

/** Names, descriptions and choice values count; of a name or description with translations its longest one. */
function charactersOf(holder: Partial<CommandOption> | Partial<Command>): number {
  let count =
    longest(holder.name, holder.name_localizations) + longest(holder.description, holder.description_localizations);
  for (const option of itemsOf(holder.options)) {
    count += charactersOf(option);
    for (const { name, value } of itemsOf(option.choices)) count += lengthOf(name) + lengthOf(`${value}`);
  }
  return count;
}

function longest(text: string | undefined, translations: Record<string, string> | null | undefined): number {
  return Math.max(...[text ?? '', ...Object.values(translations ?? {})].map((one) => lengthOf(one)));
}
