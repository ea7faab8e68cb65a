import { z } from 'zod';
import { Duration } from '../clock/duration.ts';
import { Priority } from '../ticket/priority.ts';
import { Severity } from '../alert/severity.ts';

/** Who is called at a step: whoever is on call, the next of their rotation, the channel, all technicians, or people by name. */
const Call = z.union([z.enum(['on-call', 'next', 'channel', 'everyone']), z.array(z.string().min(1)).min(1)], {
  error: 'on-call, next, channel, everyone, or a list of people',
});

const Step = z.strictObject({
  /** Since the chain began. */
  after: Duration,
  call: Call,
  /** The rotation that is asked; the one that serves the client where it is absent. */
  rotation: z.string().optional(),
});
export type Step = z.infer<typeof Step>;

/** Who is called, one after the other, about what nobody has. */
export const ChainSetting = z.strictObject({
  when: z.strictObject({
    severity: z.array(Severity).default([]),
    priority: z.array(Priority).default([]),
    client: z.string().optional(),
    tier: z.string().optional(),
  }),
  steps: z
    .array(Step)
    .min(1)
    .max(12)
    .refine((steps) => steps.every(({ after }, index) => after >= (steps[index - 1]?.after ?? 0)), {
      error: 'steps stand in the order of their time',
    }),
  /** How often the steps are gone through, and the rest between two rounds. */
  rounds: z.int().min(1).max(20).default(3),
  again: Duration.refine((length) => length >= 60_000, 'at least 1m').prefault('10m'),
  /** After that the channel rings this often until somebody answers. */
  ring: z
    .union([z.literal('never'), Duration.refine((length) => length >= 60_000, 'at least 1m')], {
      error: 'never, or a length of time such as 15m, at least 1m',
    })
    .prefault('15m'),
});
export type ChainSetting = z.infer<typeof ChainSetting>;
