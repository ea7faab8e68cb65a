import { apiMutants } from './freescout/api.ts';
import { clockMutants } from './freescout/clock.ts';
import { databaseMutants } from './freescout/database.ts';
import { effectMutants } from './freescout/effects.ts';
import { hookMutants } from './freescout/hooks.ts';
import { sessionMutants } from './freescout/session.ts';
import { writeMutants } from './freescout/write.ts';
import type { Mutant } from './mutant.ts';

export const mutants: Mutant[] = [
  ...apiMutants,
  ...writeMutants,
  ...hookMutants,
  ...clockMutants,
  ...effectMutants,
  ...sessionMutants,
  ...databaseMutants,
];
