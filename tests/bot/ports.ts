import type { Ports } from '../../src/bot/ports.ts';

/** No other system is there to be asked. */
export const NO_PORTS: Ports = {
  accountOf: () => Promise.resolve(undefined),
  conversation: () => Promise.resolve(undefined),
  contact: () => Promise.resolve(undefined),
  devices: () => Promise.resolve([]),
  deviceHistory: () => Promise.resolve(undefined),
  takenTime: () => Promise.resolve(undefined),
  linkTo: () => undefined,
  reviewLinks: () => Promise.resolve(undefined),
  checks: () => Promise.resolve([]),
  prove: () => undefined,
};
