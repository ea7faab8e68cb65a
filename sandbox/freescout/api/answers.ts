import type { FastifyReply } from 'fastify';

export interface Mistake {
  path: string;
  message: string;
}

/** The module's 400. */
export function refuse(reply: FastifyReply, mistakes: readonly Mistake[]): FastifyReply {
  const errors = mistakes.map((mistake) => ({ ...mistake, source: 'JSON' }));
  return reply.code(400).send({ message: 'Error occurred', _embedded: { errors } });
}

export function required(path: string): Mistake {
  return { path, message: `\`${path}\` parameter is required` };
}

export function invalid(path: string): Mistake {
  return { path, message: `\`${path}\` parameter is invalid` };
}

export function notFound(reply: FastifyReply, what: string): FastifyReply {
  return reply.code(404).send({ message: `${what} not found`, errorCode: 'NOT FOUND', _embedded: { errors: [] } });
}

export function created(reply: FastifyReply, id: number): FastifyReply {
  return reply.code(201).header('Resource-ID', String(id)).send();
}

export function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 100;

/** One page of a list, 1-based, in the module's envelope; an empty list has one page. */
export function pageOf<Row>(
  name: string,
  rows: readonly Row[],
  query: Readonly<Record<string, unknown>>,
  present: (row: Row) => object,
): object {
  const size = Math.min(positive(query['pageSize']) ?? DEFAULT_SIZE, LARGEST_SIZE);
  const number = positive(query['page']) ?? 1;
  const shown = rows.slice((number - 1) * size, number * size);
  return {
    _embedded: { [name]: shown.map((row) => present(row)) },
    page: { size, totalElements: rows.length, totalPages: Math.max(Math.ceil(rows.length / size), 1), number },
  };
}

/** A positive whole number from a query or a body. */
export function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined;
}
