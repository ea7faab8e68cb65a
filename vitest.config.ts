import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/services/longest-first.ts';

/** Each of their files opens whole worlds, with processes of their own, and mostly waits for them. */
const WORLDS = ['tests/stories/**/*.test.ts', 'tests/faults/**/*.test.ts', 'tests/browser/**/*.test.ts'];

/** What discord.js uploads goes wrong in a process where another library has loaded a later undici before it: all undicis share one dispatcher. */
const ALONE = ['tests/sandbox/discord-files.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/services/closing-line.ts'],
    sequence: { sequencer: LongestFirst },
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'worlds',
          include: [...WORLDS, ...ALONE],
          testTimeout: 60_000,
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.ts'],
          exclude: [...WORLDS, ...ALONE],
          testTimeout: 20_000,
          maxWorkers: 3,
          // They share modules: to load these anew for every file took longer than the tests.
          isolate: false,
          unstubEnvs: true,
          restoreMocks: true,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
