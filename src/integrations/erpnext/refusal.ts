import { compile } from 'html-to-text';
import { SystemError } from '../../desk/errors.ts';
import { cut, oneLine } from '../../desk/text.ts';
import type { Answer } from '../http.ts';
import { RefusalBody, ServerMessage, ServerMessages } from './schema.ts';

/** Frappe's "no": the Python class is to branch on, the text to be shown. */
export interface Refusal {
  type: string;
  status: number;
  text: string;
}

const TEXT_LIMIT = 300;
/** Rolled back as a whole, or never begun: the same call may go through later. */
const PASSING = new Set([
  'TimestampMismatchError',
  'DocumentLockedError',
  'QueryDeadlockError',
  'QueryTimeoutError',
  'SessionStopped',
  'InReadOnlyMode',
]);

/** Whether an answer is Frappe's own word; what a proxy says is not. */
export function isRefusal({ status, body }: Answer): boolean {
  return status !== 401 && status !== 429 && RefusalBody.safeParse(body).success;
}

/** The refusal in an answer, or the error that it amounts to when asking the person would not help. */
export function refusalIn(answer: Answer, writes: boolean): Refusal {
  const body = RefusalBody.parse(answer.body);
  const refusal = { type: body.type, status: answer.status, text: textOf(body) };
  const { type, status, text } = refusal;
  const said = `${text || type} (${status})`;
  if (PASSING.has(type) || status === 508) throw error('later', `is busy or being maintained: ${said}`, status);
  if (status === 403) throw error('never', `does not let the bot do that: ${said}`, status);
  if (status >= 500) throw error(writes ? 'unsure' : 'later', `failed by itself: ${said}`, status);
  return refusal;
}

function error(retry: SystemError['retry'], what: string, status: number): SystemError {
  return new SystemError('erpnext', retry, `ERPNext ${what}`, { status });
}

const toText = compile({ wordwrap: false, selectors: [{ selector: 'a', options: { ignoreHref: true } }] });

/** Tracebacks are left out: they hold SQL and data. */
function textOf(body: RefusalBody): string {
  const html = messagesIn(body.messages).at(-1) ?? body.message ?? '';
  return cut(oneLine(toText(html)), TEXT_LIMIT);
}

function messagesIn(encoded: string | undefined): string[] {
  const list = ServerMessages.safeParse(parsed(encoded));
  if (!list.success) return [];
  return list.data.flatMap((text) => ServerMessage.safeParse(parsed(text)).data?.message ?? []);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
