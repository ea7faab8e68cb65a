import { isObject } from '../block-kit.ts';

export type Surface = 'message' | 'modal' | 'home';

/** Where a value stands, and where its problems are noted, in Slack's own words. */
export interface Place {
  readonly pointer: string;
  readonly surface: Surface;
  readonly problems: string[];
}

export type Rule = (value: unknown, place: Place) => void;

export function report(place: Place, sentence: string): void {
  place.problems.push(`[ERROR] ${sentence} [json-pointer:${place.pointer}]`);
}

export function inside(place: Place, step: string | number): Place {
  return { ...place, pointer: `${place.pointer}/${step}` };
}

/** Length as Slack counts it: characters, not UTF-16 units. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function string(greatest: number, least = 1): Rule {
  return (value, place) => {
    if (typeof value !== 'string') return report(place, 'must provide a string');
    const length = characters(value);
    if (length < least) return report(place, `must be more than ${least - 1} characters`);
    if (length > greatest) report(place, `must be less than ${greatest + 1} characters`);
  };
}

export function oneOf(...allowed: string[]): Rule {
  return (value, place) => {
    if (!allowed.includes(String(value))) report(place, `must be a valid enum value: ${allowed.join(', ')}`);
  };
}

export function pattern(expression: RegExp, sentence: string): Rule {
  return (value, place) => {
    if (typeof value !== 'string' || !expression.test(value)) report(place, sentence);
  };
}

export function boolean(value: unknown, place: Place): void {
  if (typeof value !== 'boolean') report(place, 'must provide a boolean');
}

export function integer(least: number, greatest: number): Rule {
  return (value, place) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return report(place, 'must provide an integer');
    if (value < least || value > greatest) report(place, `must be between ${least} and ${greatest}`);
  };
}

export function list(rule: Rule, bounds: { least?: number; greatest: number }): Rule {
  return (value, place) => {
    if (!Array.isArray(value)) return report(place, 'must provide an array');
    if (value.length < (bounds.least ?? 1)) report(place, `no fewer than ${bounds.least ?? 1} items required`);
    if (value.length > bounds.greatest) report(place, `no more than ${bounds.greatest} items allowed`);
    for (const [index, item] of value.entries()) rule(item, inside(place, index));
  };
}

/** An object with exactly these fields; names that end in `!` are required. */
export function shape(fields: Record<string, Rule>): Rule {
  const rules = new Map(Object.entries(fields).map(([name, rule]) => [name.replace('!', ''), rule]));
  const required = Object.keys(fields).filter((name) => name.endsWith('!'));
  return (value, place) => {
    if (!isObject(value)) return report(place, 'must provide an object');
    for (const name of required) {
      if (value[name.slice(0, -1)] === undefined) report(place, `missing required field: ${name.slice(0, -1)}`);
    }
    for (const [name, item] of Object.entries(value)) {
      const rule = rules.get(name);
      if (!rule) report(place, `invalid additional property: ${name}`);
      else if (item !== undefined) rule(item, inside(place, name));
    }
  };
}

/** Chooses the rule by the value's `type`; a type that is not in the table is unsupported here. */
export function byType(table: Record<string, Rule>): Rule {
  return (value, place) => {
    if (!isObject(value)) return report(place, 'must provide an object');
    const type = value['type'];
    const rule = typeof type === 'string' && Object.hasOwn(table, type) ? table[type] : undefined;
    if (rule) rule(value, place);
    else if (typeof type === 'string') report(inside(place, 'type'), `unsupported type: ${type}`);
    else report(place, 'missing required field: type');
  };
}

/** A rule and further demands on the same value. */
export function all(...rules: Rule[]): Rule {
  return (value, place) => {
    for (const rule of rules) rule(value, place);
  };
}

/** Exactly one, or at least one, of several fields must be there. */
export function needs(kind: 'one' | 'any', ...names: string[]): Rule {
  return (value, place) => {
    if (!isObject(value)) return;
    const given = names.filter((name) => value[name] !== undefined).length;
    if (given === 0) report(place, `must define one of the fields: ${names.join(', ')}`);
    if (kind === 'one' && given > 1) report(place, `only one of the fields is allowed: ${names.join(', ')}`);
  };
}

/** The first of two numbers may not be above the second. */
export function inOrder(least: string, greatest: string): Rule {
  return (value, place) => {
    if (isObject(value) && Number(value[least]) > Number(value[greatest])) {
      report(place, `${greatest} cannot be less than ${least}`);
    }
  };
}

export function anything(): void {
  // What Slack itself leaves open.
}
