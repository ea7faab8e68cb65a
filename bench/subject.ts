import { keepCompiled } from '../src/compiled.ts';

// As src/main.ts begins.
keepCompiled();
await import('./stage/desk-process.ts');
