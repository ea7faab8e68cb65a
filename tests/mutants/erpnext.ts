import { api } from './erpnext/api.ts';
import { lists } from './erpnext/lists.ts';
import { saving } from './erpnext/saving.ts';
import { timesheets } from './erpnext/timesheets.ts';
import { trouble } from './erpnext/trouble.ts';
import type { Mutant } from './mutant.ts';

export const mutants: Mutant[] = [...api, ...lists, ...saving, ...timesheets, ...trouble];
