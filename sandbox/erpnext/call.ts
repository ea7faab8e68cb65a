import type { FastifyRequest } from 'fastify';
import { FrappeError } from './errors.ts';
import { parse } from './filters.ts';
import type { Context } from './save.ts';
import type { Doc } from './site.ts';

/** A request as a whitelisted function sees it. */
export interface Call extends Context {
  method: string;
  /** Arguments: of the JSON body alone when there is one, else of query and form together. */
  form: Doc;
}

/** What arrived, before anybody looks at it: text, with its media type. */
export interface RawBody {
  text: string;
  type: string;
}

export function readForm(request: FastifyRequest, raw: RawBody | undefined): Doc {
  if (raw && raw.text !== '' && raw.type.includes('application/json')) {
    const body = parse(raw.text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Doc;
    throw new FrappeError('ValidationError', 'Invalid request arguments');
  }
  const query = new URL(request.url, 'http://localhost').searchParams;
  const form = new URLSearchParams(raw?.type.startsWith('application/x-www-form-urlencoded') ? raw.text : '');
  return { ...Object.fromEntries(query), ...Object.fromEntries(form) };
}

/** An argument that may come as an object or as a text that holds one. */
export function objectArgument(value: unknown): Doc {
  const parsed: unknown = typeof value === 'string' ? parse(value) : value;
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Doc;
  throw new FrappeError('ValidationError', 'Invalid argument');
}
