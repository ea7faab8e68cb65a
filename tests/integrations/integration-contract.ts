import { describe } from 'vitest';
import { testChecks } from './contract/checks.ts';
import { type HookedStage, type SourceStage, testSource, testWebhooks } from './contract/source.ts';
import type { SetUp } from './contract/stage.ts';
import { testTicketBook, type TicketBookStage } from './contract/ticket-book.ts';
import { testTimeBook, type TimeBookStage } from './contract/time-book.ts';
import { testWriteBack, type WriteBackStage } from './contract/write-back.ts';

/** What every source must do, whatever it is. `setUp` brings one that is connected to its own stand-in. */
export function describeSource(name: string, setUp: SetUp<SourceStage>): void {
  describe(`${name} as a source`, () => {
    testSource(setUp);
    testChecks(setUp);
  });
}

/** What every source must do whose system calls us. */
export function describeWebhooks(name: string, setUp: SetUp<HookedStage>): void {
  describe(`webhooks of ${name}`, () => {
    testWebhooks(setUp);
  });
}

/** What every system must do that is written to. */
export function describeWriteBack(name: string, setUp: SetUp<WriteBackStage>): void {
  describe(`${name} as a system that is written to`, () => {
    testWriteBack(setUp);
  });
}

/** What every system must do in which tickets are made. */
export function describeTicketBook(name: string, setUp: SetUp<TicketBookStage>): void {
  describe(`${name} as a ticket book`, () => {
    testTicketBook(setUp);
  });
}

/** What every time book must do. */
export function describeTimeBook(name: string, setUp: SetUp<TimeBookStage>): void {
  describe(`${name} as a time book`, () => {
    testTimeBook(setUp);
    testChecks(setUp);
  });
}
