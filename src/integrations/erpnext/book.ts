import type { ErpnextClient } from './client.ts';
import type { Site } from './site.ts';

/** What saving and taking back need. */
export interface Book {
  client: ErpnextClient;
  site: Site;
  /** Address of the site, for links. */
  base: string;
  company: string | undefined;
  /** The desk's clock, epoch milliseconds. */
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
}
