/** Frappe's exception classes and the status each one answers with. */
const STATUS = {
  AuthenticationError: 401,
  PermissionError: 403,
  DoesNotExistError: 404,
  InvalidAuthorizationToken: 400,
  DuplicateEntryError: 409,
  ValidationError: 417,
  DataError: 417,
  MandatoryError: 417,
  LinkValidationError: 417,
  UniqueValidationError: 417,
  TimestampMismatchError: 417,
  UpdateAfterSubmitError: 417,
  DocstatusTransitionError: 417,
  CharacterLengthExceededError: 417,
  OverlapError: 417,
  InReadOnlyMode: 503,
  SessionStopped: 503,
  TooManyRequestsError: 429,
  JSONDecodeError: 500,
  OperationalError: 500,
  QueryDeadlockError: 500,
  QueryTimeoutError: 500,
  TypeError: 500,
} as const;

export type ExceptionType = keyof typeof STATUS;

/** One message on its way to the user; the text is HTML. */
export interface ServerMessage {
  message: string;
  title: string;
  indicator: string;
  raise_exception?: 1;
  __frappe_exc_id?: string;
}

/** Where the text of a failure stands: in `_server_messages`, in `_error_message`, or in the traceback alone. */
export type Place = 'messages' | 'apart' | 'traceback';

/** An exception as Frappe raises it. The message is HTML. */
export class FrappeError extends Error {
  readonly type: ExceptionType;
  readonly place: Place;
  constructor(type: ExceptionType, message: string, place: Place = 'messages') {
    super(message);
    this.type = type;
    this.place = place;
  }
  get status(): number {
    return STATUS[this.type];
  }
}

const MODULES: Partial<Record<ExceptionType, string>> = {
  OverlapError: 'erpnext.projects.doctype.timesheet.timesheet',
  JSONDecodeError: 'json.decoder',
  OperationalError: 'pymysql.err',
};

/** The body of a failure. Tracebacks and the exception's text leave only where the site allows it. */
export function errorBody(
  error: FrappeError,
  tracebacks: boolean,
  earlier: readonly ServerMessage[],
): Record<string, unknown> {
  const name = `${MODULES[error.type] ?? 'frappe.exceptions'}.${error.type}`;
  const body: Record<string, unknown> = { exc_type: error.type };
  if (tracebacks) {
    body['exception'] = `${name}: ${error.message}`;
    body['exc'] = JSON.stringify([`Traceback (most recent call last):\n  …\n${name}: ${error.message}\n`]);
  }
  const own: ServerMessage = {
    message: error.message,
    title: 'Message',
    indicator: 'red',
    raise_exception: 1,
    __frappe_exc_id: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4',
  };
  if (error.place === 'apart') body['_error_message'] = error.message;
  const messages = error.place === 'messages' ? [...earlier, own] : earlier;
  if (messages.length > 0) body['_server_messages'] = serverMessages(messages);
  return body;
}

/** Encoded twice: a JSON text of a list of JSON texts. */
export function serverMessages(messages: readonly ServerMessage[]): string {
  return JSON.stringify(messages.map((message) => JSON.stringify(message)));
}

export function bold(text: string): string {
  return `<strong>${text}</strong>`;
}
