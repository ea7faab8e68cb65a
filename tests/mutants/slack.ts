import type { Mutant } from './mutant.ts';
import { blocks } from './slack/blocks.ts';
import { delivery } from './slack/delivery.ts';
import { hands } from './slack/hands.ts';
import { messages } from './slack/messages.ts';
import { people } from './slack/people.ts';
import { webApi } from './slack/web-api.ts';

export const mutants: Mutant[] = [...webApi, ...messages, ...blocks, ...delivery, ...hands, ...people];
