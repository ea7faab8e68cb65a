import { type REST, RESTJSONErrorCodes as Code, Routes } from 'discord.js';
import type { MessageAddress } from './address.ts';
import { createBoundedMap } from './bounded.ts';
import { label } from './escape.ts';
import { THREAD_NAME } from './limits.ts';
import { isCode } from './trouble.ts';

const REMEMBERED = 5000;
/** Minutes of silence after which a thread leaves the channel list; a new line opens it again. */
const ARCHIVE_MINUTES = 60;

/** There can be no thread here, or nothing can be said in it: what belongs into it is said in the channel. */
const NO_THREAD = [
  Code.UnknownChannel,
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.CannotExecuteActionOnThisChannelType,
  Code.ThreadLocked,
  Code.MaximumActiveThreads,
];

/** The threads below messages. */
export interface Threads {
  /** Remembers what a thread below this message would be called. */
  name(message: string, title: string): void;
  /** Makes the thread unless it exists; its id is the message's. */
  open(below: MessageAddress, signal: AbortSignal): Promise<string>;
  /** Calls again after opening the thread, if all that is wrong is that it has been archived. */
  awake<T>(channel: string, signal: AbortSignal, call: () => Promise<T>): Promise<T>;
}

export function createThreads(rest: REST): Threads {
  const names = createBoundedMap<string>(REMEMBERED);
  const opened = createBoundedMap<true>(REMEMBERED);
  return {
    name(message, title) {
      names.set(message, title);
    },
    async open({ channel, message }, signal) {
      if (opened.get(message)) return message;
      const name = label(names.get(message) ?? '', THREAD_NAME) || 'Timeline';
      const body = { name, auto_archive_duration: ARCHIVE_MINUTES };
      try {
        await rest.post(Routes.threads(channel, message), { body, signal });
      } catch (error) {
        // A thread outlives its message, hence the second code.
        if (!isCode(error, Code.ThreadAlreadyCreatedForMessage, Code.UnknownMessage)) throw error;
      }
      opened.set(message, true);
      return message;
    },
    async awake(channel, signal, call) {
      try {
        return await call();
      } catch (error) {
        if (!isCode(error, Code.InvalidActionOnArchivedThread)) throw error;
        await rest.patch(Routes.channel(channel), { body: { archived: false }, signal });
        return call();
      }
    },
  };
}

export function cannotThread(error: unknown): boolean {
  return isCode(error, ...NO_THREAD);
}
