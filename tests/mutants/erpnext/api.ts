import type { Mutant } from '../mutant.ts';
import { at } from './at.ts';

const access = at('access', 'api');
const call = at('call', 'api');
const errors = at('errors', 'api');
const routes = at('routes', 'api');
const ways = at('routes', 'routes');
const methods = at('methods', 'api');

/** Credentials, failures, ways, functions and rights. */
export const api: Mutant[] = [
  access('a wrong secret is refused', 'user?.secret === secret', 'user'),
  access('a secret holds no colon', 'more.length === 0 && ', ''),
  access('a header has two parts', 'parts.length !== 2', 'parts.length < 2'),
  access('the scheme is in any case', 'scheme.toLowerCase()', 'scheme'),
  access('Basic is read too', "scheme === 'basic' ? decoded(credentials) : credentials", 'credentials'),
  access('broken base64 is 400', "'InvalidAuthorizationToken',\n", "'AuthenticationError',\n"),
  access('a right is asked for', 'if (may(user, doctype, right)) return;', 'if (user) return;'),
  access(
    'a guest may nothing',
    'if (may(user, doctype, right)) return;',
    'if (!user || may(user, doctype, right)) return;',
  ),
  access('a list is refused apart', "bold(doctype)}`, 'apart')", 'bold(doctype)}`)'),
  access('a user sees its own employee alone', 'value !== null && value !== name', 'value !== null && false'),
  access(
    'what links to another employee is hidden too',
    "doctype === target ? doc['name'] : doc[target.toLowerCase()]",
    "doctype === target ? doc['name'] : null",
  ),
  call(
    'a JSON body hides the query',
    "return body as Doc;\n    throw new FrappeError('ValidationError', 'Invalid request arguments')",
    "return { ...Object.fromEntries(new URL(request.url, 'http://localhost').searchParams), ...body } as Doc;\n    throw new FrappeError('ValidationError', 'Invalid request arguments')",
  ),
  at('call', 'routes')(
    'JSON counts only under its media type',
    "raw.text !== '' && raw.type.includes('application/json')",
    "raw.text !== ''",
  ),
  at('filters', 'api')('broken JSON is a 500', "FrappeError('JSONDecodeError'", "FrappeError('ValidationError'"),
  errors('wrong keys are 401', 'AuthenticationError: 401', 'AuthenticationError: 403'),
  errors('lacking rights are 403', 'PermissionError: 403', 'PermissionError: 401'),
  errors('what is not there is 404', 'DoesNotExistError: 404', 'DoesNotExistError: 417'),
  errors('a bad token is 400', 'InvalidAuthorizationToken: 400', 'InvalidAuthorizationToken: 401'),
  at('errors', 'lists')('unknown fields are 417', '  DataError: 417', '  DataError: 400'),
  errors('read-only is 503', 'InReadOnlyMode: 503', 'InReadOnlyMode: 500'),
  errors('maintenance is 503', 'SessionStopped: 503', 'SessionStopped: 502'),
  at('errors', 'routes')('a name that is taken is 409', 'DuplicateEntryError: 409', 'DuplicateEntryError: 417'),
  at('errors', 'timesheet')('most refusals are 417', '  ValidationError: 417', '  ValidationError: 400'),
  at('errors', 'timesheet')('overlap is 417', 'OverlapError: 417', 'OverlapError: 409'),
  at('errors', 'timesheet')('a broken link is 417', 'LinkValidationError: 417', 'LinkValidationError: 404'),
  at('errors', 'timesheet')('what is missing is 417', 'MandatoryError: 417', 'MandatoryError: 400'),
  at('errors', 'timesheet')('a unique column is 417', 'UniqueValidationError: 417', 'UniqueValidationError: 409'),
  at('errors', 'timesheet')('a stale version is 417', 'TimestampMismatchError: 417', 'TimestampMismatchError: 409'),
  at('errors', 'states')('a wrong way is 417', 'DocstatusTransitionError: 417', 'DocstatusTransitionError: 400'),
  at('errors', 'timesheet')('what is submitted is 417', 'UpdateAfterSubmitError: 417', 'UpdateAfterSubmitError: 403'),
  at('errors', 'timesheet')(
    'messages are encoded twice',
    'JSON.stringify(messages.map((message) => JSON.stringify(message)))',
    'JSON.stringify(messages)',
  ),
  at('errors', 'timesheet')(
    'a TypeError has no message',
    "error.place === 'messages' ? [...earlier, own] : earlier",
    '[...earlier, own]',
  ),
  at('errors', 'versions')('tracebacks leave only where they may', 'if (tracebacks) {', 'if (error) {'),
  at('errors', 'versions')(
    'the exception leaves only with the traceback',
    "body['exception'] = `",
    "body['exception_'] = `",
  ),
  routes('the last slash is redirected', '.code(301)', '.code(200)'),
  ways('.html is redirected', '/(\\/|\\.html)$/.test(pathname)', '/\\/$/.test(pathname)'),
  ways('a redirect keeps the query', "'') + search)", "''))"),
  routes(
    'credentials are read on every path',
    'const user = authenticate(site, request.headers.authorization);',
    "const user = pathname.endsWith('/ping') ? undefined : authenticate(site, request.headers.authorization);",
  ),
  routes(
    'what is not of the API is an HTML 404',
    "return reply.code(404).type('text/html')",
    "return reply.code(404).type('application/json')",
  ),
  at('routes', 'versions')(
    'text is asked for with Accept',
    "accept?.startsWith('text')",
    "accept?.startsWith('nothing')",
  ),
  at('routes', 'versions')('14 has no /api/v1', 'call.site.settings.version < 15 && ', 'false && '),
  at('routes', 'versions')(
    '14 tells of a deletion under another key',
    "site.settings.version >= 15 ? { data: 'ok' } : { message: 'ok' }",
    "{ data: 'ok' }",
  ),
  at('routes', 'timesheet')('a deletion is 202', 'status: 202', 'status: 200'),
  at('routes', 'timesheet')(
    'a creation is 200',
    '{ status: 200, body: { data: docJson(site, user, type, insertDoc(call, doctype, body)) } }',
    '{ status: 201, body: { data: docJson(site, user, type, insertDoc(call, doctype, body)) } }',
  ),
  at('routes', 'money')(
    'warnings come beside a 200',
    "if (messages.length > 0) body['_server_messages']",
    "if (messages.length < 0) body['_server_messages']",
  ),
  routes('a document is read by those who may', "    demand(user, doctype, 'read', name);\n", ''),
  routes('a document is read by those who may see it', '    demandVisible(user, doctype, doc);\n', ''),
  at('routes', 'rows')('a row is not made by itself', 'if (type.child) throw notImitated();', ''),
  at('routes', 'rows')('a row is not changed by itself', "if (method !== 'DELETE') throw notImitated();", ''),
  at('routes', 'trouble')('a request line has 8 KB', '8192', '16384'),
  methods('guests may call what is for them alone', '!method.guest && !call.user', 'false'),
  methods('a function has its verbs', 'method.verbs && !method.verbs.includes(call.method)', 'false'),
  at('methods', 'routes')('an unknown function is refused', '!method || call.site', '!method && call.site'),
  at('methods', 'routes')('14 has no frappe.ping', 'call.site.settings.version < (method.since ?? 0)', 'false'),
  methods('the site tells its zone', 'time_zone: site.settings.timeZone', "time_zone: 'UTC'"),
  methods('the site tells its version', 'version: `${version}.52.0`', "version: '1.0'"),
  at('methods', 'versions')('the search of a link leaves out the disabled', "[['disabled', '=', 0]]", '[]'),
  at('methods', 'lists')('the search of a link knows the label', "    [title, 'like', like],\n", ''),
  at('methods', 'versions')('a right can be asked for', 'may(user, doctype, known) && ', ''),
  at('methods', 'routes')('a right ends at what the user may see', ' && visible(user, doctype, doc) }', ' }'),
  at('methods', 'versions')('the first that matches has the value', '?? {};', '&& {};'),
  at('methods', 'routes')('a document is given to those who may', "  demand(user, type.name, 'read');\n", ''),
  at('desk-page', 'versions')('16 has its page elsewhere', 'site.settings.version >= 16', 'site.settings.version > 16'),
  at('desk-page', 'routes')(
    'a link of 16 leads back in 15',
    'site.settings.version < 16',
    'site.settings.version < 15',
  ),
];
