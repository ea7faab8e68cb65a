import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const draft = inFile('changes/draft.ts', 'drafts');
const edit = inFile('changes/edit.ts', 'drafts');
const folders = inFile('changes/folders.ts', 'effects');
const outbox = inFile('changes/outbox.ts', 'effects');
const mail = inFile('changes/mail.ts', 'effects');
const merge = inFile('changes/merge.ts', 'merge');
const move = inFile('changes/move.ts', 'effects');
const other = inFile('changes/other-tickets.ts', 'effects');
const preview = inFile('changes/preview.ts', 'effects');
const staff = inFile('changes/staff.ts', 'effects');
const text = inFile('api/action-text.ts', 'merge');
const trash = inFile('changes/trash.ts', 'effects');
const write = inFile('changes/write.ts', 'effects');

/** What people do by hand, and all that follows from it. */
export const effectMutants: Mutant[] = [
  folders(
    'deleted tickets stand under Deleted',
    'if (conversation.state === state.deleted) return folderType.deleted;',
    '',
  ),
  folders('spam stands under Spam', 'if (conversation.status === status.spam) return folderType.spam;', ''),
  folders(
    'closed tickets stand under Closed',
    'if (conversation.status === status.closed) return folderType.closed;',
    '',
  ),
  folders(
    'a ticket that somebody has stands under Assigned',
    '? folderType.assigned : folderType.unassigned',
    '? folderType.unassigned : folderType.unassigned',
  ),
  inFile('changes/folders.ts', 'drafts')(
    'draft tickets stand under Drafts',
    'if (conversation.state === state.draft) return folderType.drafts;',
    '',
  ),
  inFile('changes/folders.ts', 'drafts')(
    'a ticket without drafts is off the list of drafts',
    'world.conversation_folder.remove(row.id)',
    'row.folder_id',
  ),
  staff(
    'a reply moves status and assignee without a line',
    '  saveInFolder(world, conversation);\n  if (conversation.status !== statusBefore',
    '  saveInFolder(world, conversation);\n  insertThread(world, conversation, { type: threadType.lineitem, source_via: 2, source_type: 2 });\n  if (conversation.status !== statusBefore',
  ),
  staff('a note by hand becomes the preview', 'conversation.preview = previewOf(form.body);', ''),
  staff('"Anyone" stores 0', 'conversation.user_id = 0;', 'conversation.user_id = null;'),
  staff(
    '"Anyone" leaves the folder',
    'conversation.user_id = 0;',
    'conversation.user_id = 0;\n  saveInFolder(world, conversation);',
  ),
  staff('an answer by mail takes what the mailbox says', 'if (taken) conversation.user_id = actor;', ''),
  mail(
    'a customer makes active, but not spam',
    'if (conversation.status !== status.spam) conversation',
    'if (conversation.id) conversation',
  ),
  mail(
    'a customer makes a closed ticket active',
    'conversation.status = status.active;',
    'conversation.status = conversation.status;',
  ),
  mail(
    'a mail brings out of the trash',
    'if (conversation.state === state.deleted) conversation.state = state.published;',
    '',
  ),
  mail('a colleague who answers becomes the customer', 'conversation.customer_id = customer.id;', ''),
  mail(
    'a ticket stands without a thread while the fetcher is slow',
    'if (mail.gapMilliseconds === undefined) addThread();',
    'if (mail.subject) addThread();',
  ),
  mail("a mail's own date is kept", '...(mail.date !== undefined && { created_at: mail.date }),', ''),
  outbox(
    'an auto reply is marked as one',
    'logMail(world, conversation, null, 3)',
    'logMail(world, conversation, null, 1)',
  ),
  outbox('no auto reply unless set', '?.auto_reply_enabled) logMail', ') logMail'),
  write('a customer is no update by a user', 'if (thread.type === threadType.customer) return thread;', ''),
  write('messages are counted', 'conversation.threads_count += 1;', ''),
  write('waiting since the first where so set', 'waits && world.waitingSinceFirst', 'waits && !world.zone'),
  write('waiting since the last unless so set', 'waits && world.waitingSinceFirst', 'waits'),
  preview('a preview has 255 characters', 'LIMIT = 255', 'LIMIT = 254'),
  preview('plain text is encoded', ".replaceAll('<', '&lt;')", ''),
  preview('lines of plain text become breaks', "encoded.replaceAll('\\n', '<br />\\n')", 'encoded'),
  inFile('changes/preview.ts', 'write')('a preview has no tags', ".replaceAll(/<\\/?[a-z!][^>]*>/gi, ' ')", ''),
  merge('a merge moves the threads', 'thread.conversation_id = first.id;', ''),
  merge('a moved thread says where from', 'thread.meta = JSON.stringify({ pc: second.id });', ''),
  merge('a merge trashes the second', '  trash(world, second, actor);', ''),
  merge(
    'a merge counts nothing',
    '  trash(world, second, actor);',
    '  first.threads_count += second.threads_count;\n  trash(world, second, actor);',
  ),
  merge(
    'the ticket that stays has a line',
    "insertLineItem(world, first, 'merged', actor, { status: first.status, meta: JSON.stringify({ mwc: second.id }) });",
    '',
  ),
  merge('an answer goes where the mail is now', 'survivor = mergedInto(world, survivor) ?? survivor;', ''),
  merge('an answer to what was written after a restoring stays there', ' && !holdsMessages(world, survivor)', ''),
  text(
    'a ticket that was merged away says where it went',
    "if (into === undefined) return 'merged with another conversation';",
    "return 'merged with another conversation';",
  ),
  text('a merge is told with a link', 'class="link-black">${number}</a>', 'class="link-black">${thread.id}</a>'),
  text(
    'a merge into a ticket that is gone names none',
    "if (!survivor) return 'merged into conversation #';",
    'if (!survivor) return `merged into conversation #${into}`;',
  ),
  move(
    'a move drops an assignee without access',
    'if (assignee && !mayUse(world, assignee, mailbox))',
    'if (assignee && !mailbox)',
  ),
  move('a move remembers where from', 'conversation.meta = JSON.stringify({ orig_mailbox_id: previous });', ''),
  move('a line of a move names the old mailbox', 'action_data: String(previous)', 'action_data: String(mailbox)'),
  trash('the trash leaves a line', "insertLineItem(world, conversation, 'deleted-ticket', actor);", ''),
  trash('a restoring leaves a line', "insertLineItem(world, conversation, 'restore-ticket', actor);", ''),
  other('a phone ticket has a note', 'type: threadType.note,', 'type: threadType.message,'),
  other(
    'a phone ticket counts no message',
    "  world.fire('convo.created', conversation, { after",
    "  conversation.threads_count += 1;\n  world.fire('convo.created', conversation, { after",
  ),
  other('an imported ticket is marked', '    imported: 1,\n    customer_id', '    customer_id'),
  draft(
    'a sent draft has a new time',
    'state: threadState.published, created_at: world.time() }',
    'state: threadState.published }',
  ),
  draft(
    'a sent draft is the same row',
    '  world.threads.save(thread);\n  unlistDraft',
    '  world.threads.remove(thread.id);\n  world.threads.insert(thread);\n  unlistDraft',
  ),
  draft('a draft is none of the messages', '    state: threadState.draft,\n    first', '    first'),
  draft('undo restores the preview', "conversation.preview = previewOf(left.at(-1)?.body ?? '');", ''),
  draft('undo restores the waiting time', 'conversation.last_reply_at = message?.created_at ?? null;', ''),
  draft(
    'undo leaves the count',
    '  conversation.last_reply_at = message',
    '  conversation.threads_count -= 1;\n  conversation.last_reply_at = message',
  ),
  draft('an undone reply is not mailed', '  withdrawMail(world, thread);\n', ''),
  inFile('changes/outbox.ts', 'drafts')(
    'a reply that is sent once more is one mail',
    'if (world.mails.get(thread.id) !== mail) return;',
    'if (!world.mails.has(thread.id) && !mail) return;',
  ),
  edit(
    'an edit leaves the ticket',
    'thread.edited_at = world.time();',
    'world.conversations.save(world.conversations.all()[0]!);',
  ),
  edit(
    'a draft that was all of a ticket takes it along',
    'if (conversation.state === state.draft) return deleteForever(world, conversation);',
    '',
  ),
  inFile('driver/tickets.ts', 'list')(
    'raw SQL moves nothing',
    'world.conversations.write(',
    'world.conversations.save(',
  ),
  inFile('changes/customers.ts', 'effects')('addresses are lower case', '.trim().toLowerCase()', '.trim()'),
  inFile('driver/names.ts', 'effects')(
    'by hand nobody works without access',
    ' || mayUse(world, user, ticket.mailbox_id)',
    ' || mayUse(world, user, 1)',
  ),
  inFile('driver/names.ts', 'effects')(
    'by hand nobody works who was disabled',
    'user.status === userStatus.active && isIn',
    'isIn',
  ),
  inFile('driver/names.ts', 'effects')('robots work everywhere', 'user.type === userType.robot || ', ''),
];
