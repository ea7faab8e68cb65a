import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, demand, demandVisible } from './access.ts';
import { objectArgument, readForm, type Call, type RawBody } from './call.ts';
import type { DocType } from './doctypes.ts';
import { errorBody, FrappeError, serverMessages, type ServerMessage } from './errors.ts';
import { getList } from './list.ts';
import { callMethod } from './methods.ts';
import { docJson } from './rows.ts';
import { deleteDoc, insertDoc, loadDoc, updateDoc } from './save.ts';
import { typeNamed, type Site } from './site.ts';
import { demandedRow, dropRow } from './table-rows.ts';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Bytes of a request line that fit nginx's buffer, less its spaces and version. */
const REQUEST_LINE = 8192 - ' HTTP/1.1\r\n'.length - 1;

/** Serves the API as nginx and Frappe do: redirects first, then the credentials, then the way. */
export async function serveApi(server: FastifyInstance, site: Site): Promise<void> {
  const raws = new WeakMap<FastifyRequest, RawBody>();
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
      const raw = { text: String(text), type: request.headers['content-type'] ?? '' };
      raws.set(request, raw);
      done(null, logged(raw.text));
    });
    scope.all('/*', async (request, reply) => serve(site, request, reply, raws.get(request)));
  });
}

/** For the log of requests only. */
function logged(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function serve(site: Site, request: FastifyRequest, reply: FastifyReply, raw: RawBody | undefined): FastifyReply {
  if (request.method.length + request.url.length > REQUEST_LINE)
    return reply.code(414).type('text/html').send(page('414 Request-URI Too Large'));
  const { pathname, search } = new URL(request.url, 'http://localhost');
  if (pathname !== '/' && /(\/|\.html)$/.test(pathname)) {
    return reply
      .code(301)
      .header('location', pathname.replace(/(\/|\.html)$/, '') + search)
      .type('text/html')
      .send(page('301 Moved Permanently'));
  }
  const messages: ServerMessage[] = [];
  try {
    const user = authenticate(site, request.headers.authorization);
    if (!pathname.startsWith('/api/')) return reply.code(404).type('text/html').send(page('Not Found'));
    const call = { site, user, messages, method: request.method, form: readForm(request, raw) };
    const { status, body } = answer(call, pathname);
    if (messages.length > 0) body['_server_messages'] = serverMessages(messages);
    return reply.code(status).type('application/json').send(JSON.stringify(body));
  } catch (error) {
    return fail(site, request, reply, asFrappe(error), messages);
  }
}

function fail(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  error: FrappeError,
  messages: ServerMessage[],
): FastifyReply {
  reply.code(error.status);
  if (request.headers.accept?.startsWith('text')) return reply.type('text/html').send(page(error.message));
  return reply.type('application/json').send(JSON.stringify(errorBody(error, site.settings.tracebacks, messages)));
}

/** Whatever else goes wrong is what Python would have raised on it. */
function asFrappe(error: unknown): FrappeError {
  return error instanceof FrappeError ? error : new FrappeError('TypeError', String(error), 'traceback');
}

function answer(call: Call, pathname: string): Answer {
  const way = /^\/api(?:\/v1)?\/(resource|method)\/([^/]+)(?:\/(.+))?$/.exec(pathname);
  if (!way || (call.site.settings.version < 15 && pathname.startsWith('/api/v1'))) throw notFound();
  const [, kind, first = '', rest] = way;
  const target = decodeURIComponent(first);
  if (kind === 'method') return { status: 200, body: message(callMethod(call, target)) };
  return rest === undefined ? collection(call, target) : document(call, target, decodeURIComponent(rest));
}

function message(value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { message: value };
}

function collection(call: Call, doctype: string): Answer {
  const { site, user, form } = call;
  const type = typeNamed(site, doctype);
  if (call.method === 'GET') return { status: 200, body: { data: getList(site, user, doctype, form) } };
  if (call.method !== 'POST') throw notFound();
  if (type.child) throw notImitated();
  const body = typeof form['data'] === 'string' ? objectArgument(form['data']) : form;
  return { status: 200, body: { data: docJson(site, user, type, insertDoc(call, doctype, body)) } };
}

function document(call: Call, doctype: string, name: string): Answer {
  const { site, user, form, method } = call;
  const type = typeNamed(site, doctype);
  if (type.child) return tableRow(call, type, name);
  if (method === 'GET') {
    const doc = loadDoc(site, doctype, name);
    demand(user, doctype, 'read', name);
    demandVisible(user, doctype, doc);
    return { status: 200, body: { data: docJson(site, user, type, doc) } };
  }
  if (method === 'PUT') {
    const body = typeof form['data'] === 'string' ? objectArgument(form['data']) : form;
    return { status: 200, body: { data: docJson(site, user, type, updateDoc(call, doctype, name, body)) } };
  }
  if (method !== 'DELETE') throw notFound();
  deleteDoc(call, doctype, name);
  return deleted(site);
}

/** A row by itself can be read, and deleted behind its sheet's back. */
function tableRow(call: Call, type: DocType, name: string): Answer {
  const { site, user, method } = call;
  if (method === 'GET') {
    const { row } = demandedRow(call, type.name, name, 'read');
    return { status: 200, body: { data: docJson(site, user, type, row) } };
  }
  if (method !== 'DELETE') throw notImitated();
  dropRow(call, type.name, name);
  return deleted(site);
}

function deleted(site: Site): Answer {
  return { status: 202, body: site.settings.version >= 15 ? { data: 'ok' } : { message: 'ok' } };
}

function notImitated(): FrappeError {
  return new FrappeError('ValidationError', 'Here rows are saved through frappe.client or their document alone');
}

function notFound(): FrappeError {
  return new FrappeError('DoesNotExistError', 'Not Found', 'traceback');
}

function page(title: string): string {
  return `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
