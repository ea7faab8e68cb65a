import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** Discord's OpenAPI file as a judge of what goes over the wire, in both directions. */
export interface Judge {
  /** What is wrong with a request body; empty when it is right. */
  body(method: string, template: string, body: unknown): string[];
  /** What is wrong with an answer of the stand-in. */
  answer(method: string, template: string, status: number, payload: unknown): string[];
}

type Validator = ValidateFunction | undefined;

const judges = new Map<string, Judge>();

/** Reads the file once per process; schemas are compiled when they are first needed. */
export function judgeFrom(path: string): Judge {
  const known = judges.get(path);
  if (known) return known;
  const judge = createJudge(JSON.parse(readFileSync(path, 'utf8')) as object);
  judges.set(path, judge);
  return judge;
}

function createJudge(specification: object): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  for (const format of ['snowflake', 'int32', 'int64', 'nonce', 'double', 'date-time', 'uri'])
    ajv.addFormat(format, true);
  ajv.addSchema(specification, 'discord');
  const compiled = new Map<string, Validator>();

  function validator(pointer: string[]): Validator {
    const key = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    if (!compiled.has(key)) {
      const present = lookUp(specification, pointer) !== undefined;
      compiled.set(key, present ? ajv.compile({ $ref: `discord#/${encodeURI(key)}` }) : undefined);
    }
    return compiled.get(key);
  }

  return {
    body(method, template, body) {
      const name = `${method} ${template}`;
      if (lookUp(specification, ['paths', template, method.toLowerCase()]) === undefined)
        return [`${name}: unknown route`];
      const place = ['paths', template, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
      return verdict(name, validator(place), withNumbers(body));
    },
    answer(method, template, status, payload) {
      const place = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content'];
      if (typeof payload !== 'string' || payload === '') return [];
      const check = validator([...place, 'application/json', 'schema']);
      return check ? verdict(`${status} to ${method} ${template}`, check, JSON.parse(payload)) : [];
    },
  };
}

function verdict(name: string, validate: Validator, value: unknown): string[] {
  if (!validate || validate(value)) return [];
  return [`${name}: ${deepest(validate.errors ?? [])}`];
}

/** Alternatives make many errors; those at the deepest place say what is meant. */
function deepest(errors: ErrorObject[]): string {
  const depth = (error: ErrorObject): number => error.instancePath.split('/').length;
  const most = Math.max(...errors.map(depth));
  const lines = errors
    .filter((error) => depth(error) === most)
    .map((error) => `${error.instancePath} ${error.message}`);
  return [...new Set(lines)].slice(0, 3).join('; ');
}

/** The file types permissions as numbers and says that strings are taken too. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const numeric = key === 'default_member_permissions' && typeof inner === 'string' && /^\d+$/.test(inner);
      return [key, numeric ? Number(inner) : withNumbers(inner)];
    }),
  );
}

function lookUp(root: unknown, pointer: string[]): unknown {
  let node = root;
  for (const part of pointer) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}
