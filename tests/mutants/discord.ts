import { answers } from './discord/answers.ts';
import { channels } from './discord/channels.ts';
import { commandsAndForms } from './discord/commands-and-forms.ts';
import { components } from './discord/components.ts';
import { gateway } from './discord/gateway.ts';
import { messages } from './discord/messages.ts';
import type { Mutant } from './mutant.ts';

export const mutants: Mutant[] = [...messages, ...components, ...commandsAndForms, ...answers, ...channels, ...gateway];
