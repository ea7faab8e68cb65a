import { pino, type Logger, stdSerializers } from 'pino';

/** Errors keep their message, kind and stack; bodies and headers of requests never get into the log. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    serializers: { error: serializeError },
    redact: { paths: ['*.token', '*.secret', '*.password', '*.authorization', '*.headers'], censor: '•••' },
  });
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { type, message, stack, ...cause };
}
