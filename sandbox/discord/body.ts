import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from './refusal.ts';
import type { UploadedFile } from './rules/files.ts';

const uploads = new WeakMap<object, UploadedFile[]>();

/** Lets the server read files beside `payload_json`; the parsed body is that JSON alone. */
export function acceptUploads(server: FastifyInstance): void {
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, raw: Buffer) => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(raw), { headers }).formData();
      const body = parseJson(form.get('payload_json'));
      const files = [...form.values()].filter((value) => typeof value !== 'string');
      uploads.set(
        body,
        files.map(({ name, size }) => ({ name, size })),
      );
      return body;
    },
  );
}

/** Files that came with a request body. */
export function filesOf(body: unknown): UploadedFile[] {
  return typeof body === 'object' && body !== null ? (uploads.get(body) ?? []) : [];
}

function parseJson(text: unknown): object {
  try {
    const body: unknown = JSON.parse(typeof text === 'string' ? text : '{}');
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    throw refusal(50109);
  }
  throw refusal(50109);
}
