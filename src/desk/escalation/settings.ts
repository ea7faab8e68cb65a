import { z } from 'zod';
import { ChainSetting } from '../on-call/chain-settings.ts';
import { Destination } from '../destination.ts';
import { Duration } from '../clock/duration.ts';
import { Role } from '../people.ts';
import { Priority } from '../ticket/priority.ts';

/** Where the second tier is reached, who it is, and when its people are called. */
export const EscalationSettings = z
  .strictObject({
    /** Who is called about what nobody has; left out, the rotation is, where one serves the client. */
    chains: z.array(ChainSetting).optional(),
    /** Its channels; with none, what is escalated rings where its card stands. */
    to: z.array(Destination).default([]),
    roles: z.array(Role).default(['lead', 'owner']),
    /** Names of people who belong to it besides. */
    people: z.array(z.string()).default([]),
    /** Whoever was chosen has it then, or nobody until somebody claims it. */
    assign: z.enum(['chosen', 'nobody']).default('chosen'),
    /** They are called for these priorities, where the first response is due so soon. */
    page: z
      .strictObject({
        priorities: z.array(Priority).default(['P1', 'P2']),
        within: Duration.prefault('1h'),
      })
      .prefault({}),
  })
  .prefault({});
