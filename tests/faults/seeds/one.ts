import { play } from './play.ts';
import { printed, scriptOf } from './script.ts';

// Plays the seed of its first argument and tells the parent, or the terminal, how it ended.
// An exit takes the processes along that were started here.
for (const sign of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(sign, () => process.exit(1));

const seed = Number(process.argv[2]);
if (process.argv.includes('--print')) console.log(printed(scriptOf(seed)));
const verdict = await play(seed);
if (process.send) process.send(verdict, () => process.exit(0));
else console.log(JSON.stringify(verdict, undefined, 1));
