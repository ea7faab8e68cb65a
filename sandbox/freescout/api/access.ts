import type { FastifyRequest } from 'fastify';

/** Whether a request carries the instance's one key: in the header, in the query, or as Basic user name. */
export function carriesKey(request: FastifyRequest, key: string): boolean {
  if (request.headers['x-freescout-api-key'] === key) return true;
  if ((request.query as Record<string, unknown>)['api_key'] === key) return true;
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return false;
  return Buffer.from(basic, 'base64').toString().split(':', 1)[0] === key;
}
