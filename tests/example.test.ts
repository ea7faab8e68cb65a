import { readFileSync } from 'node:fs';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings, type Mistake } from '../src/config.ts';
import { defaultSeverityRules } from '../src/desk/alert/default-severity.ts';
import { settingsSchema } from '../src/schema.ts';
import { loadSystems } from '../src/systems.ts';

const EXAMPLE = 'deskbell.example.yaml';
const SCHEMA = 'deskbell.schema.json';
const text = readFileSync(EXAMPLE, 'utf8');

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
}

/** Every key that the schema knows, by its path: `[]` stands for any element, `*` for any name. */
function keysOf(schema: Schema, path = ''): string[] {
  const { properties = {}, additionalProperties: more, items, anyOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, part]) => [`${path}.${name}`, ...keysOf(part, `${path}.${name}`)]),
    ...(typeof more === 'object' ? [`${path}.*`, ...keysOf(more, `${path}.*`)] : []),
    ...(items ? keysOf(items, `${path}[]`) : []),
    ...anyOf.flatMap((part) => keysOf(part, path)),
  ];
}

/** The schema's paths that a value has. */
function shownBy(value: unknown, schema: Schema, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => shownBy(one, schema.items ?? schema, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const known = [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties?.[name])?.properties?.[name];
    const next = known ? `${path}.${name}` : `${path}.*`;
    const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    return [next, ...shownBy(part, known ?? more, next)];
  });
}

test('the schema for editors is the one that the settings make: npm run schema', () => {
  expect(readFileSync(SCHEMA, 'utf8')).toBe(settingsSchema());
});

test('the example names its schema, and has no mistake by it', () => {
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=./${SCHEMA}`);
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  validate(parse(text));
  expect(validate.errors).toBeNull();
});

test('Deskbell reads the example without a mistake', async () => {
  const mistakes: Mistake[] = [];
  parseSettings(text, EXAMPLE, await loadSystems(), mistakes);
  expect(mistakes).toEqual([]);
});

test('the example shows every setting', () => {
  const schema = JSON.parse(settingsSchema()) as Schema;
  const shown = new Set(shownBy(parse(text), schema));
  const missing = keysOf(schema).filter((path) => !shown.has(path));
  // The default rules need not use everything that an override, which is of the same form, shows.
  expect(missing.filter((path) => !path.startsWith('.severity.rules[].when'))).toEqual([]);
  expect(keysOf(schema)).toContain('.calendars.*.week.monday[].from');
});

test('the severity rules of the example are the defaults, in their order', () => {
  const { severity } = parse(text) as { severity: { rules: unknown } };
  expect(severity.rules).toEqual(defaultSeverityRules());
});
