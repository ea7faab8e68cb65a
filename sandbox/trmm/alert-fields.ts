import { invalid } from './answer.ts';
import type { Alert } from './model.ts';
import { timestamp, type World } from './world.ts';

type Reader = (world: World, name: string, value: unknown) => unknown;

const READERS: Readonly<Record<string, Reader>> = {
  alert_type: choice(['availability', 'check', 'task', 'custom']),
  severity: choice(['info', 'warning', 'error']),
  message: text,
  snoozed: flag,
  snooze_until: instant,
  resolved: flag,
  resolved_on: instant,
  hidden: flag,
  alert_time: instant,
  agent: key('agents'),
  assigned_check: key('checks'),
  assigned_task: key('tasks'),
  email_sent: instant,
  resolved_email_sent: instant,
  sms_sent: instant,
  resolved_sms_sent: instant,
  action_run: instant,
  action_stdout: text,
  action_stderr: text,
  action_retcode: whole,
  action_execution_time: text,
  resolved_action_run: instant,
  resolved_action_stdout: text,
  resolved_action_stderr: text,
  resolved_action_retcode: whole,
  resolved_action_execution_time: text,
};

/** The columns a body may write; unknown names are ignored, as serializers do. Refuses values of the wrong kind. */
export function validAlertFields(world: World, body: Record<string, unknown>): Partial<Alert> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read) fields[name] = read(world, name, value);
  }
  return fields;
}

function choice(choices: readonly string[]): Reader {
  return (_world, name, value) => {
    if (typeof value === 'string' && choices.includes(value)) return value;
    throw invalid(
      name,
      value === null
        ? 'This field may not be null.'
        : `"${typeof value === 'string' ? value : JSON.stringify(value)}" is not a valid choice.`,
    );
  };
}

function text(_world: World, name: string, value: unknown): unknown {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw invalid(name, 'Not a valid string.');
}

function whole(_world: World, name: string, value: unknown): unknown {
  if (value === null || Number.isInteger(value)) return value;
  throw invalid(name, 'A valid integer is required.');
}

function flag(_world: World, name: string, value: unknown): unknown {
  if (value === true || value === 'true' || value === 1) return true;
  if (value === false || value === 'false' || value === 0) return false;
  throw invalid(name, value === null ? 'This field may not be null.' : 'Must be a valid boolean.');
}

function instant(_world: World, name: string, value: unknown): unknown {
  if (value === null) return null;
  const shape = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?$/;
  const found = typeof value === 'string' ? shape.exec(value) : null;
  const parsed = found ? Date.parse(found[3] ? found[0] : `${found[0]}Z`) : Number.NaN;
  if (!Number.isNaN(parsed)) return timestamp(parsed);
  throw invalid(
    name,
    'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
  );
}

function key(table: 'agents' | 'checks' | 'tasks'): Reader {
  return (world, name, value) => {
    if (value === null) return null;
    if (typeof value !== 'number') throw invalid(name, `Incorrect type. Expected pk value, received ${typeof value}.`);
    if (!world[table].has(value)) throw invalid(name, `Invalid pk "${value}" - object does not exist.`);
    return value;
  };
}
