import type { Mutant } from '../mutant.ts';
import { at } from './at.ts';

const machine = at('machine', 'trouble');
const driver = at('driver', 'control');

/** How it fails, and what people at it do. */
export const trouble: Mutant[] = [
  machine('a restart begins with nginx alone', 'status: 502', 'status: 503'),
  machine('nginx answers in HTML', 'BAD_GATEWAY } as const', "'{}' } as const"),
  machine('a restart ends with maintenance', 'times: stopped, action', 'times: 0, action'),
  machine('a restart lasts as long as it was told', 'times: badGateway', 'times: badGateway + 1'),
  machine(
    'a restart says nothing of itself where tracebacks are off',
    'errorBody(error, site.settings.tracebacks, [])',
    'errorBody(error, true, [])',
  ),
  at('machine', 'control')('read-only mode begins', 'site.settings.readOnly = on', 'site.settings.readOnly = false'),
  machine('what is committed is kept', "action: { do: 'drop-after' }", "action: { do: 'drop-before' }"),
  machine('reads are not cut', 'path: SAVES, method, times, action: { do', 'path: SAVES, times, action: { do'),
  machine('rows are cut too', '\\\\.(insert|set_value|delete))', '\\\\.(get_list))'),
  machine('a stuck worker goes on', "action: { do: 'delay', milliseconds }", "action: { do: 'drop-before' }"),
  machine(
    'a stuck worker saves late',
    "action: { do: 'delay', milliseconds }",
    "action: { do: 'delay-after', milliseconds }",
  ),
  machine(
    'a deadlock is of saves alone',
    "for (const method of ['POST', 'PUT', 'DELETE'])",
    "for (const method of ['POST', 'GET', 'DELETE'])",
  ),
  machine('a deadlock has its type', "'QueryDeadlockError',", "'QueryTimeoutError',"),
  at('errors', 'trouble')('a deadlock is 500', 'QueryDeadlockError: 500', 'QueryDeadlockError: 417'),
  at('errors', 'trouble')('too much is 429', 'TooManyRequestsError: 429', 'TooManyRequestsError: 503'),
  machine('a limit says when it ends', "'retry-after': String(retryAfterSeconds)", "'retry-after': '1'"),
  machine('a limit counts microseconds', "'x-ratelimit-limit': String(RATE)", "'x-ratelimit-limit': '600'"),
  machine('another site is an HTML 404', 'status: 404, headers: html', 'status: 404, headers: json'),
  at('index', 'control')('clearing faults ends read-only mode', '      site.settings.readOnly = false;\n', ''),
  at('driver', 'api')('revoked keys are worth nothing', 'site.users.delete(BOT.key)', 'void BOT'),
  at('driver', 'api')(
    'sheets follow a renamed customer',
    "if (doc['customer'] === name) doc['customer'] = next",
    "if (doc['customer'] === name) doc['customer'] = name",
  ),
  at('driver', 'api')('the old name of a customer is gone', '  customers.delete(name);\n', ''),
  driver('name and label may differ', 'customer_name: customerName', 'customer_name: name'),
  driver('a customer can be disabled', '{ disabled: 1 }', '{ disabled: 0 }'),
  driver('an employee can leave', "{ status: 'Inactive' }", "{ status: 'Active' }"),
  driver('the key field goes', 'site.settings.keyField = null', 'void site'),
  driver('the key field can be unique', 'keyUnique: unique', 'keyUnique: false'),
  driver('only what is cancelled is amended', "if (doc['docstatus'] !== 2) throw", "if (doc['docstatus'] === 3) throw"),
  at('driver', 'states')(
    'amending copies the key',
    '({ ...row, name: null })',
    '({ ...row, name: null, custom_deskbell_key: null })',
  ),
  driver('the bot can be tied to an employee', 'name === null ? {} : { Employee: name }', '{}'),
];
