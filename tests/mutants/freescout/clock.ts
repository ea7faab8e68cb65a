import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const advance = inFile('index.ts', 'clock');
const queue = inFile('queue.ts', 'clock');

/** A clock that is moved. */
export const clockMutants: Mutant[] = [
  inFile('cron.ts', 'clock')('cron runs each minute', 'MINUTE = 60_000', 'MINUTE = 600_000'),
  inFile('cron.ts', 'clock')('cron leaves its mark in Unix seconds', 'world.now() / 1000', 'world.now()'),
  advance("cron's mark is fresh after a jump", '      advance(left);\n      queue.wake();', '      advance(left);'),
  advance('what falls due in a jump happens at its own time', 'due <= standIn.now() + left', 'due < 0'),
  inFile('hooks/deliver.ts', 'clock')(
    'retries whose time is over are made',
    'clock.later(gap, next, at);',
    'clock.later(gap, next);',
  ),
  queue('what waited for cron happens when it is back', 'due: Math.max(job.due, start)', 'due: job.due'),
  queue('a broken cron stands still in a jump', 'stop() {\n      running = false;', 'stop() {'),
  inFile('changes/draft.ts', 'clock')('a jump ends the time to undo', ' || thread.created_at < oldest', ''),
  inFile('options.ts', 'webhooks')(
    'hooks go out at once unless told otherwise',
    'delayMilliseconds: 0',
    'delayMilliseconds: 1000',
  ),
  inFile('instance.ts', 'drafts')('fifteen seconds to undo', '?? 15_000', '?? 60_000'),
  inFile('web/sessions.ts', 'session')('a session ends after 120 minutes', 'LIFETIME = 120', 'LIFETIME = 240'),
];
