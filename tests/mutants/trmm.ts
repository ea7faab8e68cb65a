import type { Mutant } from './mutant.ts';
import { agents } from './trmm/agents.ts';
import { alerts } from './trmm/alerts.ts';
import { life } from './trmm/life.ts';
import { refusals } from './trmm/refusals.ts';
import { webhooks } from './trmm/webhooks.ts';

export const mutants: Mutant[] = [...refusals, ...alerts, ...life, ...agents, ...webhooks];
