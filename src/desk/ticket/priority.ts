import { z } from 'zod';

export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;

/** Who is hit: one user, a team, a site, or everyone (or a system on which the business stands). */
export const Impact = z.enum(['user', 'team', 'site', 'everyone']);
export type Impact = z.infer<typeof Impact>;

/** What it keeps them from. */
export const Urgency = z.enum(['wait', 'hampered', 'stopped']);
export type Urgency = z.infer<typeof Urgency>;

function row(wait: Priority, hampered: Priority, stopped: Priority) {
  return z
    .strictObject({
      wait: Priority.default(wait),
      hampered: Priority.default(hampered),
      stopped: Priority.default(stopped),
    })
    .prefault({});
}

/** Impact × urgency. */
export const Matrix = z
  .strictObject({
    user: row('P4', 'P4', 'P3'),
    team: row('P4', 'P3', 'P2'),
    site: row('P3', 'P2', 'P1'),
    everyone: row('P2', 'P1', 'P1'),
  })
  .prefault({});

/** Is the first one more urgent than the second? */
export function isWorse(left: Priority, right: Priority): boolean {
  return priorities.indexOf(left) < priorities.indexOf(right);
}
