import { keepCompiled } from './compiled.ts';

// Before anything else is loaded: what was loaded already is compiled anew at each start.
keepCompiled();
const { run } = await import('./run.ts');
await run();
