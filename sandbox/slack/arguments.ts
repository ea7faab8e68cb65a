import { isObject, type Json } from './block-kit.ts';
import { invalidArguments, Refusal } from './refusal.ts';

/** Fields of a call as they came: strings from a form, values from JSON. */
export type Arguments = Json;

/** The field as text, or undefined when it is missing or empty. */
export function optionalText(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The field as text; refused with `invalid_arguments` when it is missing. */
export function requiredText(args: Arguments, name: string): string {
  const value = optionalText(args, name);
  if (value === undefined) throw invalidArguments(`missing required field: ${name}`);
  return value;
}

export function flag(args: Arguments, name: string): boolean {
  const value = args[name];
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** A whole number, cut to the greatest that is allowed; refused with `invalid_limit` when it is none. */
export function limitOf(args: Arguments, fallback: number, greatest: number): number {
  const value = optionalText(args, 'limit');
  if (value === undefined) return fallback;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1) throw new Refusal('invalid_limit');
  return Math.min(limit, greatest);
}

/** JSON inside a field: undefined when the field is absent, refused with `error` when it is no JSON. */
export function jsonOf(args: Arguments, name: string, error: string): unknown {
  const value = args[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(error);
  }
}

/** A request body as fields, whether it came as a form or as JSON. */
export function argumentsFrom(body: unknown): Arguments {
  return isObject(body) ? body : {};
}
