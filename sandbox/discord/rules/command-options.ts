import type { Path } from '../refusal.ts';
import type { Choice, CommandOption } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';

/** Types of options, by Discord's numbers. */
export const OptionType = { subcommand: 1, group: 2, text: 3, whole: 4, boolean: 5, attachment: 11, number: 10 };

const OPTIONS = 25;
const CHOICES = 25;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const WITH_CHOICES = new Set<number>([OptionType.text, OptionType.whole, OptionType.number]);
const INVALID_TYPE = 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID';

/** A slash command and each of its options are named alike. */
export function checkNames(check: Check, holder: { name?: string; description?: string }, at: Path): void {
  const name = holder.name ?? '';
  if (typeof name !== 'string' || !NAME.test(name) || name !== name.toLowerCase()) {
    check.add([...at, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  check.text(holder.description, [...at, 'description'], { min: 1, max: 100, required: true });
}

/** Options of a command or subcommand; `depth` says how many of those are around it. */
export function checkOptions(check: Check, options: readonly CommandOption[], at: Path, depth: number): void {
  check.list(options, at, 0, OPTIONS);
  checkMixture(check, options, at);
  let optional = false;
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    const place = [...at, index];
    checkNames(check, option, place);
    check.whole(option.type, [...place, 'type'], OptionType.subcommand, OptionType.attachment);
    if (option.type === undefined) check.add([...place, 'type'], 'BASE_TYPE_REQUIRED', 'This field is required');
    if (seen.has(option.name))
      check.add([...place, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    seen.add(option.name);
    if (isSubcommand(option)) {
      if (depth > (option.type === OptionType.group ? 0 : 1))
        check.add([...place, 'type'], INVALID_TYPE, 'Sub-command option cannot be nested here');
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

function isSubcommand({ type }: CommandOption): boolean {
  return type === OptionType.subcommand || type === OptionType.group;
}

/** A command either has subcommands or takes options of its own. */
function checkMixture(check: Check, options: readonly CommandOption[], at: Path): void {
  const subcommands = options.filter(isSubcommand).length;
  if (subcommands === 0 || subcommands === options.length) return;
  check.add(
    at,
    INVALID_TYPE,
    'Sub-command and sub-command group option types are mutually exclusive to all other types',
  );
}

function checkChoices(check: Check, option: CommandOption, at: Path): void {
  const choices = itemsOf(option.choices);
  check.list(option.choices, [...at, 'choices'], 0, CHOICES);
  if (option.autocomplete && choices.length > 0) {
    const message = 'Autocomplete cannot be set together with choices';
    check.add(at, 'APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_AND_CHOICES', message);
  }
  if ((option.autocomplete || choices.length > 0) && !WITH_CHOICES.has(option.type)) {
    check.add([...at, 'type'], INVALID_TYPE, 'Only text and numbers can have choices or autocomplete');
  }
  const names = new Set<string>();
  for (const [index, choice] of choices.entries()) {
    const place = [...at, 'choices', index];
    checkChoice(check, choice, option.type, place);
    if (names.has(choice.name)) {
      const message = 'Option choice name already exists';
      check.add([...place, 'name'], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS', message);
    }
    names.add(choice.name);
  }
}

/** A choice of a command or of an autocomplete; its value is of the option's type. */
export function checkChoice(check: Check, { name, value }: Choice, type: number | undefined, at: Path): void {
  check.text(name, [...at, 'name'], { min: 1, max: 100, required: true });
  if (value === undefined) check.add([...at, 'value'], 'BASE_TYPE_REQUIRED', 'This field is required');
  else if (type === OptionType.text) check.text(value, [...at, 'value'], { max: 100 });
  else if (type === OptionType.whole || type === OptionType.number) {
    const fits = type === OptionType.whole ? Number.isInteger(value) : typeof value === 'number';
    if (!fits) check.add([...at, 'value'], 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not a number.`);
  }
}
