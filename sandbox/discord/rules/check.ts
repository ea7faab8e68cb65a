import { invalidForm, type Path, type Problem } from '../refusal.ts';
import { lengthOf } from './length.ts';

/** Gathers what is wrong with one request body, under the codes that Discord uses. */
export interface Check {
  readonly problems: Problem[];
  /** Keys that Discord drops without a word; a bot that sends them believes in something that is not so. */
  readonly ignored: string[];
  add(at: Path, code: string, message: string): void;
  /** Text between `min` and `max` code points; absent is fine unless `required`. */
  text(value: unknown, at: Path, limits: { min?: number; max: number; required?: boolean }): void;
  /** A whole number within bounds; absent is fine. */
  whole(value: unknown, at: Path, min: number, max: number): void;
  list(value: unknown, at: Path, min: number, max: number): void;
  keys(holder: object, at: Path, known: readonly string[]): void;
  /** Throws 400/50035 when something was added. */
  done(): void;
}

export function createCheck(): Check {
  const problems: Problem[] = [];
  const ignored: string[] = [];

  function add(at: Path, code: string, message: string): void {
    problems.push({ at, code, message });
  }

  return {
    problems,
    ignored,
    add,
    text(value, at, { min = 0, max, required = false }) {
      if (value === undefined || value === null) {
        if (required) add(at, 'BASE_TYPE_REQUIRED', 'This field is required');
        return;
      }
      if (typeof value !== 'string') return add(at, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
      const length = lengthOf(value);
      if (required && length === 0) add(at, 'BASE_TYPE_REQUIRED', 'This field is required');
      else if (length < min) add(at, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      else if (length > max) add(at, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    },
    whole(value, at, min, max) {
      if (value === undefined || value === null) return;
      if (!Number.isInteger(value)) return add(at, 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not int.`);
      if (Number(value) < min) add(at, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
      if (Number(value) > max) add(at, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    },
    list(value, at, min, max) {
      if (value === undefined || value === null) return;
      if (!Array.isArray(value)) return add(at, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      if (value.length < min || value.length > max) {
        add(at, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      }
    },
    keys(holder, at, known) {
      for (const key of Object.keys(holder)) if (!known.includes(key)) ignored.push([...at, key].join('.'));
    },
    done() {
      if (problems.length > 0) throw invalidForm(problems);
    },
  };
}

/** The items of what should be a list of objects; what is neither is left to `list` to complain of. */
export function itemsOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? (value as T[]).filter((item) => item !== null && item !== undefined) : [];
}
