import { clean } from '../../desk/text.ts';
import { wallTime } from '../../desk/clock/wall-time.ts';
import type { QuotedMessage } from '../contract.ts';

/** A message with its author and its time, as it stands in a ticket. */
export function quotedText({ text, author, at }: QuotedMessage, zone: string): string {
  return `${author} wrote at ${wallTime(at, zone)}:\n\n${clean(text).trim() || '(no words)'}`;
}
