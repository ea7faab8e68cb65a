import { z } from 'zod';
import { Pattern } from '../alert/severity.ts';

/** A page of your own, for the tickets that it fits. Every key of `when` must hold; all are patterns. */
export const RunbookSetting = z.strictObject({
  title: z.string().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }),
  when: z
    .strictObject({
      category: Pattern.optional(),
      subject: Pattern.optional(),
      client: Pattern.optional(),
      mailbox: Pattern.optional(),
    })
    .prefault({}),
});
export type RunbookSetting = z.infer<typeof RunbookSetting>;
