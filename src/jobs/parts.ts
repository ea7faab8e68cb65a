import type { Platform } from '../bot/contract.ts';
import type { Integration } from '../integrations/contract.ts';
import type { Store } from '../store/store.ts';

/** What jobs have at hand. */
export interface JobParts {
  store: Store;
  integrations: readonly Integration[];
  /** The platforms whose groups follow who is on call. */
  platforms?: readonly Pick<Platform, 'id' | 'groups'>[];
  log: JobLog;
  /** Follows webhooks' hints that were left. */
  sweepHints(): Promise<void>;
  /** Joins people with their accounts on the platforms that know e-mail addresses. */
  findAccounts(): Promise<void>;
}

export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function integrationOf(parts: JobParts, id: string): Integration | undefined {
  return parts.integrations.find((one) => one.id === id);
}
