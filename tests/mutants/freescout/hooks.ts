import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const deliver = inFile('hooks/deliver.ts', 'delivery');
const sent = inFile('hooks/deliver.ts', 'webhooks');
const instance = inFile('instance.ts', 'webhooks');
const staff = inFile('changes/staff.ts', 'webhooks');

const turn = 'conversation.status';

/** Webhooks: what is sent, when, how often, and what never is. */
export const hookMutants: Mutant[] = [
  sent('the signature is HMAC-SHA1', "createHmac('sha1'", "createHmac('sha256'"),
  sent('the signature is base64', "digest('base64')", "digest('hex')"),
  sent('the signature covers the raw body', 'update(body)', 'update(JSON.stringify(JSON.parse(body), null, 1))'),
  sent(
    'the body is the bare ticket',
    'JSON.stringify(hook.body())',
    'JSON.stringify({ event: hook.event, ...hook.body() })',
  ),
  deliver('no eleventh retry', 'RETRIES = 10', 'RETRIES = 11'),
  deliver('a tenth retry', 'RETRIES = 10', 'RETRIES = 9'),
  deliver('gaps grow', '(retries + 1) ** 2', '(retries + 1) * 2'),
  inFile('options.ts', 'delivery')('retries take two hours', 'retryMilliseconds: 18_700', 'retryMilliseconds: 16_000'),
  deliver('a redirection is no success', 'answer < 300', 'answer < 400'),
  deliver(
    'an answer ends the retries',
    "if (delivered) delivery.outcome = 'delivered';\n    else if",
    "if (delivered) delivery.outcome = 'delivered';\n    if",
  ),
  deliver(
    'a hook that arrived is not given up',
    "delivery.outcome === 'delivered' ? 'delivered' : 'given up'",
    "'given up'",
  ),
  deliver('hooks are lost as told', 'if (toLose > 0) {', 'if (toLose > 1) {'),
  deliver('hooks are doubled as told', 'if (toDouble > 0) {', 'if (toDouble > 1) {'),
  deliver('hooks are doubled by chance', 'random() < settings.duplicates', 'random() < settings.loss'),
  sent('hooks are late as told', 'settings.delayMilliseconds + hook.after', 'hook.after'),
  deliver('an unplugged instance reaches nobody', 'plugged ? await post', 'retries >= 0 ? await post'),
  sent('only the events that were asked for', 'if (!subscription.events.includes(hook.event)) return false;', ''),
  sent(
    'only the mailboxes that were asked for',
    'return subscription.mailboxes.includes(hook.mailbox);',
    'return true;',
  ),
  inFile('hooks/events.ts', 'webhooks')(
    'unknown events are dropped',
    'hookEvents.filter((event) => names.includes(event))',
    '(names as HookEvent[])',
  ),
  instance(
    'the state at sending time',
    'body: () => asItWas ?? show() });',
    'body: ((shown) => () => shown)(asItWas ?? show()) });',
  ),
  instance("a reply's status and assignee come one message behind", 'early ? show() : undefined', 'undefined'),
  inFile('queue.ts', 'delivery')('nothing is sent while cron is broken', 'if (!running) return;', ''),
  staff(
    'a reply is announced late',
    'world.fire(event, conversation, { after: world.undoMilliseconds });',
    'world.fire(event, conversation);',
  ),
  staff('an old module keeps quiet about the status of a reply', ' && !world.oldModule', ''),
  staff(
    'a reply that changes the status says so',
    'if (conversation.status !== statusBefore',
    'if (conversation.status === 0',
  ),
  staff(
    'a reply that assigns says so',
    'if (conversation.user_id && conversation.user_id !== assigneeBefore)',
    'if (conversation.user_id === 0)',
  ),
  staff('a note is announced', "world.fire('convo.note.created', conversation);", ''),
  inFile('changes/api-thread.ts', 'webhooks')(
    'a message by API is announced late',
    'after: world.undoMilliseconds }',
    'after: 0 }',
  ),
  inFile('changes/assign.ts', 'webhooks')('an unassigning has no hook', 'if (!user) return;', ''),
  inFile('changes/assign.ts', 'webhooks')('a claim has a hook', "world.fire('convo.assigned', conversation);", ''),
  inFile('changes/assign.ts', 'webhooks')('a status has a hook', "world.fire('convo.status', conversation);", ''),
  inFile('changes/merge.ts', 'webhooks')(
    'a merge has no hook',
    '  trash(world, second, actor);',
    "  trash(world, second, actor);\n  world.fire('convo.moved', first);",
  ),
  inFile('changes/edit.ts', 'webhooks')(
    'an edit has no hook',
    'thread.edited_at = world.time();',
    "world.fire('convo.status', world.conversations.all()[0]!);",
  ),
  inFile('api/labels.ts', 'webhooks')(
    'tags have no hook',
    'world.tags.set(row.id, tags);',
    "world.fire('convo.status', row);",
  ),
  inFile('changes/mail.ts', 'webhooks')(
    'a reopening by the customer has no hook of the status',
    "world.fire('convo.customer.reply.created', conversation);",
    `world.fire('convo.customer.reply.created', conversation);\n  if (${turn}) world.fire('convo.status', conversation);`,
  ),
  inFile('changes/mail.ts', 'webhooks')(
    "a customer's reply has a hook",
    "world.fire('convo.customer.reply.created', conversation);",
    '',
  ),
  inFile('changes/move.ts', 'webhooks')('a move has a hook', "world.fire('convo.moved', conversation);", ''),
  inFile('changes/trash.ts', 'webhooks')('the trash has a hook', "world.fire('convo.deleted', conversation);", ''),
  inFile('changes/trash.ts', 'webhooks')('a restoring has a hook', "world.fire('convo.restored', conversation);", ''),
  inFile('changes/trash.ts', 'webhooks')(
    'for ever has a hook',
    "world.fire('convo.deleted_forever', conversation, { early: true });",
    '',
  ),
  inFile('changes/customers.ts', 'webhooks')(
    'a stranger has a hook',
    "world.fireCustomer('customer.created', customer);",
    '',
  ),
  inFile('changes/draft.ts', 'webhooks')(
    'an undone reply is a draft when it is announced',
    '  thread.state = threadState.draft;',
    '',
  ),
];
