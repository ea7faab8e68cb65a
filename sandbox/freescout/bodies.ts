import type { FastifyInstance } from 'fastify';

/** Reads bodies as PHP does: JSON that cannot be parsed is an empty body, and so is none at all. */
export function readBodies(server: FastifyInstance): void {
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    done(null, parsed(String(text)));
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(text))));
  });
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) => {
    done(null, {});
  });
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
