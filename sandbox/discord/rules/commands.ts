import { invalidForm, type Path } from '../refusal.ts';
import type { Command, CommandOption } from '../shapes.ts';
import { type Check, createCheck, itemsOf } from './check.ts';
import { lengthOf } from './length.ts';

const MOST: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const OPTIONS = 25;
const CHOICES = 25;
const CHARACTERS = 8000;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;

/** A bulk overwrite: names, descriptions, counts, required options first, 8000 characters a command. */
export function checkCommands(commands: readonly Partial<Command>[]): void {
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
}

function checkCommand(check: Check, command: Partial<Command>, type: number, at: Path): void {
  if (type !== 1) {
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

function checkNames(check: Check, holder: { name?: string; description?: string }, at: Path): void {
  const name = holder.name ?? '';
  if (!NAME.test(name) || name !== name.toLowerCase()) {
    check.add([...at, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  check.text(holder.description, [...at, 'description'], { min: 1, max: 100, required: true });
}

function checkOptions(check: Check, options: readonly CommandOption[], at: Path, depth: number): void {
  check.list(options, at, 0, OPTIONS);
  let optional = false;
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    const place = [...at, index];
    checkNames(check, option, place);
    if (seen.has(option.name))
      check.add([...place, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    seen.add(option.name);
    if (option.type === SUBCOMMAND || option.type === GROUP) {
      if (depth > (option.type === GROUP ? 0 : 1)) {
        check.add(
          [...place, 'type'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command option cannot be nested here',
        );
      }
      checkOptions(check, itemsOf(option.options), [...place, 'options'], depth + 1);
      continue;
    }
    if (option.required && optional) {
      const message = 'Required options must be placed before non-required options';
      check.add([...place, 'required'], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    optional ||= !option.required;
    checkChoices(check, option, place);
  }
}

function checkChoices(check: Check, option: CommandOption, at: Path): void {
  check.list(option.choices, [...at, 'choices'], 0, CHOICES);
  if (option.autocomplete && itemsOf(option.choices).length > 0) {
    check.add(
      at,
      'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_AND_CHOICES',
      'Autocomplete cannot be set together with choices',
    );
  }
  for (const [index, choice] of itemsOf(option.choices).entries()) {
    check.text(choice.name, [...at, 'choices', index, 'name'], { min: 1, max: 100, required: true });
    if (typeof choice.value === 'string')
      check.text(choice.value, [...at, 'choices', index, 'value'], { min: 1, max: 100 });
  }
}

/** Names, descriptions and choice values count; Discord counts the longest translation of each. */
function charactersOf(holder: Partial<CommandOption> | Partial<Command>): number {
  let count = lengthOf(holder.name ?? '') + lengthOf(holder.description ?? '');
  for (const option of itemsOf(holder.options)) {
    count += charactersOf(option);
    for (const { name, value } of itemsOf(option.choices)) count += lengthOf(name) + lengthOf(String(value));
  }
  return count;
}
