import { LogLevel, type Logger } from '@slack/bolt';
import type { PlatformLog } from '../contract.ts';

/** Tokens, and the tickets in the addresses of sockets and response urls. */
const SECRET = /x(?:ox[a-z]|app)-[\w-]+|(?<=ticket=)[^&\s"]+|hooks\.slack\.com\/\S+/g;

/** The libraries' own warnings and errors, in our log and without their secrets. */
export function libraryLog(log: PlatformLog): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...words) => log.warn({ library: 'slack', says: said(words) }, 'the Slack library warns'),
    error: (...words) => log.warn({ library: 'slack', says: said(words) }, 'the Slack library reports a failure'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

/** What a caught value says, without secrets. */
export function reasonOf(error: unknown): string {
  return withoutSecrets(error instanceof Error ? error.message : String(error));
}

function withoutSecrets(text: string): string {
  return text.replaceAll(SECRET, '…');
}

function said(words: readonly unknown[]): string {
  return words.map(reasonOf).join(' ').slice(0, 500);
}
