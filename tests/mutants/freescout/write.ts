import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const assign = inFile('changes/assign.ts', 'write');
const create = inFile('api/create.ts', 'create');
const status = inFile('changes/write.ts', 'write');
const newTicket = inFile('changes/api-thread.ts', 'create');
const thread = inFile('changes/api-thread.ts', 'write');
const newThread = inFile('api/new-thread.ts', 'write');
const update = inFile('api/update.ts', 'write');

/** Writing by API: claims, statuses, threads, tickets. */
export const writeMutants: Mutant[] = [
  newTicket(
    'a new ticket of a customer is answered automatically',
    'if (opens && wish.customer !== null && conversation.imported === 0) autoReply(world, conversation);',
    '',
  ),
  newTicket('an imported ticket is answered by nobody', ' && conversation.imported === 0', ''),
  update('byUser is needed', "if (needsActor && body['byUser'] === undefined) return [required('byUser')];", ''),
  update('byUser must be somebody', "mistakes.push(invalid('byUser'))", 'mistakes.pop()'),
  update('a status must be one', "mistakes.push(invalid('status'))", 'mistakes.pop()'),
  update('an assignee must be somebody', "mistakes.push(invalid('assignTo'))", 'mistakes.pop()'),
  update('a mailbox must be there', "mistakes.push(invalid('mailboxId'))", 'mistakes.pop()'),
  update('-1 is nobody', 'return { user: null };', 'return { user: 0 };'),
  update('0 is stored as 0', 'return { user: 0 };', 'return { user: null };'),
  update(
    'nobody guards a claim',
    'if (assignee) changeAssignee',
    'if (assignee && !conversation.user_id) changeAssignee',
  ),
  update('assigns to anybody', 'world.users.get(value) ? {', 'world.users.get(value) && value !== 3 ? {'),
  assign(
    'the same claim again leaves another line',
    '  conversation.user_id = user;',
    '  if (conversation.user_id === user) return;\n  conversation.user_id = user;',
  ),
  status('a history line of a claim leaves the status', 'status: status.nochange,', 'status: conversation.status,'),
  status(
    'a history line is from the web, whoever wrote it',
    'source_type: sourceType.web',
    'source_type: sourceType.api',
  ),
  status('a close says who', 'conversation.closed_by_user_id = actor;', ''),
  status(
    'a reopening leaves who closed and when',
    '  conversation.status = code;',
    '  conversation.status = code;\n  conversation.closed_at = null;',
  ),
  inFile('bodies.ts', 'write')(
    'JSON that cannot be parsed is an empty body',
    '  } catch {\n    return {};',
    "  } catch {\n    throw new Error('broken');",
  ),
  thread(
    'a message without status makes pending',
    'wish.status ?? status.pending',
    'wish.status ?? conversation.status',
  ),
  thread(
    'a message that closes leaves closed_at empty',
    'conversation.status = wish.status ?? status.pending;',
    '[conversation.status, conversation.closed_at] = [wish.status ?? status.pending, conversation.updated_at];',
  ),
  thread(
    "a note's status is ignored",
    'if (wish.type === threadType.message) conversation.status',
    'if (wish.type !== threadType.customer) conversation.status',
  ),
  thread(
    'a thread says active, whatever the ticket is',
    '    type: wish.type,\n',
    '    type: wish.type,\n    status: conversation.status,\n',
  ),
  thread('a customer makes active', 'wish.status ?? status.active', 'wish.status ?? conversation.status'),
  thread(
    'a customer brings out of the trash',
    'if (conversation.state === state.deleted) conversation.state = state.published;',
    '',
  ),
  thread('another customer takes the ticket over', 'conversation.customer_id = wish.customer;', ''),
  thread(
    'a note becomes the preview',
    'if (wish.type === threadType.note) conversation.preview = previewOf(wish.body);',
    'if (wish.type === threadType.note) conversation.preview += wish.body;',
  ),
  thread(
    'a note is not counted',
    'if (wish.type === threadType.note) conversation.preview',
    'if (wish.type === threadType.note && !opens) conversation.threads_count += 1;\n  if (wish.type === threadType.note) conversation.preview',
  ),
  thread('an imported message is not mailed', ' && !wish.imported', ''),
  thread('a message is mailed', 'mailCustomer(world, conversation, thread);', ''),
  thread(
    'only an imported thread keeps its own time',
    '(wish.imported ? wish.createdAt : undefined)',
    'wish.createdAt',
  ),
  thread(
    'an imported thread keeps its own time',
    '(wish.imported ? wish.createdAt : undefined)',
    '(wish.draft ? wish.createdAt : undefined)',
  ),
  thread(
    "the ticket's copies become the thread's",
    'conversation.cc = addresses(wish.cc);',
    'conversation.cc = addresses(wish.cc) ?? conversation.cc;',
  ),
  thread(
    'blind copies stay unless the thread has some',
    'addresses(wish.bcc) ?? conversation.bcc',
    'addresses(wish.bcc)',
  ),
  thread('any thread opens a phone ticket', 'conversation.threads_count === 0', 'conversation.id === 0'),
  thread('a draft changes nothing but the list of drafts', 'if (wish.draft) {', 'if (wish.draft && opens) {'),
  newThread(
    'a message needs its user',
    "body['user'] === undefined) return required('user')",
    "body['user'] === undefined) return required('by')",
  ),
  newThread('the user of a message must be somebody', '!world.users.get(user)) return', 'user === 0) return'),
  newThread('a text is needed', "body['text'] !== 'string' || body['text'] === ''", "body['text'] !== 'string'"),
  newThread('a type must be known', "if (!type) return invalid('type');", ''),
  newThread(
    'a status of a thread must be one',
    "if (body['status'] !== undefined && !statusCode(body['status'])) return invalid('status');",
    '',
  ),
  create('threads come newest first', 'threads.toReversed()', 'threads.slice()'),
  create('a mistake in a later thread leaves the ticket', 'if (mistake && made === 0)', 'if (mistake)'),
  create('a mistake in the first thread leaves no ticket', 'if (mistake && made === 0)', 'if (mistake && made < 0)'),
  create('a call is pending', '? status.pending :', '? status.active :'),
  inFile('web/files.ts', 'create')('a file needs its token', ' || request.query.token !== tokenOf(row.id)', ''),
  inFile('changes/attachments.ts', 'create')('a fileUrl is not fetched', " || typeof wish['data'] !== 'string'", ''),
  inFile('changes/trash.ts', 'create')(
    'files of a ticket that is gone are gone',
    'threads.has(row.thread_id ?? 0)',
    'threads.has(row.id)',
  ),
  inFile('changes/trash.ts', 'create')('for ever takes the threads along', 'table.remove(row.id)', 'table.get(row.id)'),
  inFile('api/labels.ts', 'create')(
    'tags are replaced',
    'world.tags.set(row.id, tags);',
    'world.tags.set(row.id, [...(world.tags.get(row.id) ?? []), ...tags]);',
  ),
];
