import type { Check } from '../check.ts';
import type { DeskView } from '../decision.ts';
import { TELL_OCCASIONS } from './tell-settings.ts';

/** What the configuration wants written into tickets where nothing can write it: it would never happen, and nobody would know why. */
export function cannotWrite({ settings, abilities }: Pick<DeskView, 'settings' | 'abilities'>): Check[] {
  const can = new Set(Object.values(abilities).flat());
  const { tell, assign, awaitAfter } = settings.tickets;
  const isTold = tell.some((setting) => TELL_OCCASIONS.some((occasion) => setting[occasion] !== undefined));
  return [
    ...(isTold && !can.has('reply') ? [missing('tell', 'Templates are configured, and cannot be sent', 'reply')] : []),
    ...(assign && !can.has('assign')
      ? [missing('assign', 'Turns are configured, and nobody can be assigned', 'assign')]
      : []),
    ...(awaitAfter !== 'never' && !can.has('status')
      ? [missing('awaitAfter', 'Tickets cannot be put to Awaiting by themselves', 'status')]
      : []),
  ];
}

function missing(setting: string, what: string, verb: string): Check {
  return {
    what: `tickets.${setting}`,
    state: 'warning',
    says: `${what}: no ticket system that is connected takes a ${verb} from Deskbell.`,
    mend: `Give the ticket system's writing rights to Deskbell (see docs/set-up.md), or take tickets.${setting} out of the configuration.`,
  };
}
