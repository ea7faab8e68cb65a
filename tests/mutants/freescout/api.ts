import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const access = inFile('api/access.ts', 'api');
const answers = inFile('api/answers.ts', 'list');
const answersToWrites = inFile('api/answers.ts', 'write');
const errors = inFile('web/errors.ts', 'api');
const list = inFile('api/list.ts', 'list');
const object = inFile('api/conversation-object.ts', 'list');

/** Reading by API: keys, hosts, codes, pages, filters, orders, objects. */
export const apiMutants: Mutant[] = [
  access(
    'the key in the header is compared',
    "['x-freescout-api-key'] === key",
    "['x-freescout-api-key'] !== undefined",
  ),
  access('the key in the query is compared', "['api_key'] === key", "['api_key'] !== undefined"),
  access('the key as Basic user name is compared', "split(':', 1)[0] === key", "split(':', 1)[0] !== ''"),
  inFile('api/index.ts', 'api')('without the key 401', '.code(401)', '.code(403)'),
  errors('only the host of APP_URL is answered', '=== host) return;', "!== '') return;"),
  errors('another host gets 403', 'reply.code(403)', 'reply.code(400)'),
  errors('a method that is not there gets 405', '? 405 : 404', '? 404 : 404'),
  errors('without the module all of the API is 404', 'reply.code(apiModule && ', 'reply.code('),
  errors('JSON only to who accepts it', 'if (wantsJson(request)) return', 'if (request.url) return'),
  answers('fifty a page', 'DEFAULT_SIZE = 50', 'DEFAULT_SIZE = 100'),
  answers('a hundred a page at most', 'LARGEST_SIZE = 100', 'LARGEST_SIZE = 1000'),
  answers('an empty list has one page', 'rows.length / size), 1)', 'rows.length / size), 0)'),
  answers('pages count from 1', '(number - 1) * size, number * size', 'number * size, (number + 1) * size'),
  answers('a mistake is 400', 'reply.code(400)', 'reply.code(422)'),
  answers('a mistake says where it was', "source: 'JSON'", "source: 'QUERY'"),
  answersToWrites('a creation is 201', 'reply.code(201)', 'reply.code(200)'),
  answersToWrites('a creation names its id in a header', "'Resource-ID'", "'Location'"),
  answersToWrites('an update is 204', 'reply.code(204)', 'reply.code(200)'),
  list(
    'drafts and deleted tickets are listed unless state says otherwise',
    'where((row) => tests',
    'where((row) => row.state === 2 && tests',
  ),
  list('filter by mailbox', 'row.mailbox_id === Number(value)', 'row.mailbox_id > 0'),
  list('filter by folder', 'row.folder_id === Number(value)', 'row.folder_id > 0'),
  list('filter by a list of statuses', '(row) => row.status)', '() => 1)'),
  list(
    'an old module takes a list of statuses for no filter',
    'world.oldModule && value',
    'world.customNumber && value',
  ),
  list('filter by state', '(row) => row.state,', '() => 2,'),
  list('filter by type', '(row) => row.type,', '() => 1,'),
  list('an empty assignee asks for NULL and not for 0', "value === '' ? null", "value === '' ? 0"),
  list(
    'filter by the address of a customer, in any case',
    'email.email === value.toLowerCase()',
    'email.email === value',
  ),
  list('filter by phone', 'phone.n === digits', 'phone.n !== digits'),
  list('filter by customer', 'row.customer_id === Number(value)', 'row.customer_id !== null'),
  list('filter by any part of the subject', '.includes(value.toLowerCase())', '.startsWith(value.toLowerCase())'),
  list('filter by tag', '.includes(value),', '.length >= 0,'),
  list(
    'filter by the user who began',
    'row.created_by_user_id === Number(value)',
    'row.created_by_user_id !== Number(value)',
  ),
  list(
    'filter by the customer who began',
    'row.created_by_customer_id === Number(value)',
    'row.created_by_customer_id !== Number(value)',
  ),
  list('createdSince looks at created_at', '(row) => row.created_at),', '(row) => row.updated_at),'),
  list('updatedSince looks at updated_at', '(row) => row.updated_at),', '(row) => row.created_at),'),
  list(
    'a date that is none is refused',
    'from === undefined ? undefined : (row)',
    'from === undefined ? () => true : (row)',
  ),
  list('a word that is no status is refused', 'codes.has(undefined) ? undefined', 'codes.size === 0 ? undefined'),
  list('newest first unless asked otherwise', "=== 'asc' ? 1 : -1", "=== 'desc' ? -1 : 1"),
  list(
    'order by number',
    'number: (row, world) => (world.customNumber ? row.number : row.id)',
    'number: (row) => -row.id',
  ),
  list('order by update', 'updatedAt: (row) => row.updated_at', 'updatedAt: (row) => row.created_at'),
  list(
    'order by waiting time',
    "waitingSince: (row) => row.last_reply_at ?? ''",
    'waitingSince: (row) => row.created_at',
  ),
  object('threads only where embedded', "embed.includes('threads') &&", 'embed.length >= 0 &&'),
  inFile('api/conversation-object.ts', 'effects')(
    'threads newest first',
    'right.created_at.localeCompare(left.created_at) || right.id - left.id',
    'left.id - right.id',
  ),
  inFile('api/conversation-object.ts', 'api')(
    'the number is the id unless set otherwise',
    'world.customNumber ? row.number : row.id',
    'row.number',
  ),
  inFile('wall-clock.ts', 'list')(
    'times in UTC',
    '.toZonedDateTime(zone).toInstant()',
    ".toZonedDateTime('UTC').toInstant()",
  ),
  inFile('wall-clock.ts', 'list')(
    'two instants of an autumn night under one text',
    'toZonedDateTimeISO(zone)',
    "toZonedDateTimeISO('UTC')",
  ),
];
