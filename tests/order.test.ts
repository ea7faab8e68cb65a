import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { longest } from './services/longest-first.ts';

test('the files that are begun first are there', () => {
  expect(longest.filter((file) => !existsSync(file.slice(1)))).toEqual([]);
});
