import type { Check } from '../desk/check.ts';
import type { Contact, Conversation } from '../desk/ticket/conversation.ts';
import type { Destination } from '../desk/destination.ts';
import type { DeviceHistory } from '../desk/device/device.ts';
import type { ReviewLinks } from '../desk/review/link.ts';
import type { ReviewSpan } from '../desk/review/span.ts';
import type { Device } from '../desk/quiet/window-choices.ts';

/** Live questions to other systems, handed in by the composition root. All may throw `SystemError`. */
export interface Ports {
  /** A system's account of the person with this e-mail address. */
  accountOf(system: string, email: string): Promise<{ id: string; name: string } | undefined>;
  /** The address of a message that stands at a destination, where its platform knows one. No I/O. */
  linkTo(destination: Destination, reference: string): string | undefined;
  /** A ticket's whole conversation, as its source has it now; undefined where there is no such ticket, or no way to read it. */
  conversation(source: string, row: string): Promise<Conversation | undefined>;
  /** What a source has on file about the person with this e-mail address. */
  contact(source: string, email: string): Promise<Contact | undefined>;
  /** Every device that a source knows; without those of one that does not answer at once. Never throws. */
  devices(): Promise<readonly Device[]>;
  /** What happened on a device since an instant; undefined where its source knows no such device, or tells nothing. */
  deviceHistory(source: string, id: string, since: number): Promise<DeviceHistory | undefined>;
  /**
   * What the time book holds of a person between two instants (epoch milliseconds), with the sheet; undefined where it has no
   * such person, or tells nothing.
   */
  takenTime(
    who: { account: string | undefined; email: string | undefined },
    from: number,
    to: number,
  ): Promise<readonly { from: number; to: number; name: string }[] | undefined>;
  /** Where a browser opens a client's review for some days; undefined where none reaches the listener. */
  reviewLinks(client: string, span: ReviewSpan): Promise<ReviewLinks | undefined>;
  /** All that `doctor` looks at. */
  checks(): Promise<Check[]>;
  /** Has the counts begin that somebody wants; they would without it, a little later. */
  prove(): void;
}
