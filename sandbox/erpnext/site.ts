import { CHILD_STANDARD, doctypes, STANDARD, type DocType, type Field, type FieldType } from './doctypes.ts';
import { FrappeError } from './errors.ts';
import { wallClock } from './wall-clock.ts';

export type Doc = Record<string, unknown>;
export type Right = 'read' | 'write' | 'create' | 'delete' | 'submit';

/** A user with a key pair and what its role may do. `levelOne` lists doctypes whose protected columns it may write. */
export interface User {
  email: string;
  key: string;
  secret: string;
  rights: Record<string, readonly Right[]>;
  levelOne: readonly string[];
  /** User permissions: the only employee and customer it can see, when set. */
  only: Partial<Record<string, string>>;
}

export interface Settings {
  timeZone: string;
  version: 14 | 15 | 16;
  /** The custom field on Timesheet Detail; null when the administrator has not made it. */
  keyField: string | null;
  keyUnique: boolean;
  /** Of employees; the same for the `user` of a sheet, which is empty unless somebody sends it. */
  ignoreOverlap: boolean;
  ignoreUserOverlap: boolean;
  tracebacks: boolean;
  /** The HRMS app refuses sheets of inactive employees. */
  hrms: boolean;
  readOnly: boolean;
  company: string;
  currency: string;
}

export interface Site {
  settings: Settings;
  tables: Map<string, Map<string, Doc>>;
  users: Map<string, User>;
  /** Last number given out, by series. */
  series: Map<string, number>;
  types: Map<string, DocType>;
  now(): string;
  /** A row's name: ten letters and digits. */
  hash(): string;
  changed(): void;
}

export const DEFAULTS: Settings = {
  timeZone: 'America/New_York',
  version: 15,
  keyField: 'custom_deskbell_key',
  keyUnique: false,
  ignoreOverlap: false,
  ignoreUserOverlap: false,
  tracebacks: true,
  hrms: false,
  readOnly: false,
  company: 'Our MSP',
  currency: 'USD',
};

export function emptySite(settings: Settings, now: () => number, random: () => number, changed: () => void): Site {
  const types = doctypes();
  let last = '';
  return {
    settings,
    types,
    tables: new Map([...types.keys()].map((name) => [name, new Map()])),
    users: new Map(),
    series: new Map(),
    now() {
      const wall = wallClock(now(), settings.timeZone);
      // Two saves within one millisecond still differ, as they do with a real clock.
      last = wall.slice(0, 23) === last.slice(0, 23) ? last.slice(0, 23) + next(last.slice(23)) : wall;
      return last;
    },
    hash: () => Array.from({ length: 10 }, () => Math.floor(random() * 36).toString(36)).join(''),
    changed,
  };
}

function next(microseconds: string): string {
  return String((Number(microseconds) + 1) % 1000).padStart(3, '0');
}

export function typeNamed(site: Site, name: string): DocType {
  const type = site.types.get(name);
  if (type) return type;
  throw new FrappeError('DoesNotExistError', `DocType ${name} not found`);
}

export function tableOf(site: Site, name: string): Map<string, Doc> {
  typeNamed(site, name);
  const table = site.tables.get(name) ?? new Map<string, Doc>();
  site.tables.set(name, table);
  return table;
}

/** The fields of a doctype, with the custom one where it exists. */
export function fieldsOf(site: Site, type: DocType): Record<string, Field> {
  const { keyField, keyUnique } = site.settings;
  if (type.name !== 'Timesheet Detail' || keyField === null) return type.fields;
  const unique = keyUnique && { unique: true as const };
  return { ...type.fields, [keyField]: { type: 'Data', label: 'Deskbell Key', ...unique } };
}

/** The kind of a field, standard ones included; undefined when there is none of that name. */
export function fieldType(site: Site, type: DocType, name: string): FieldType | undefined {
  if (Object.hasOwn(STANDARD, name)) return STANDARD[name];
  if (type.child && Object.hasOwn(CHILD_STANDARD, name)) return CHILD_STANDARD[name];
  const own = fieldsOf(site, type);
  return Object.hasOwn(own, name) ? own[name]?.type : undefined;
}

export function rowsOf(doc: Doc, field: string): Doc[] {
  const rows = doc[field];
  return Array.isArray(rows) ? (rows as Doc[]) : [];
}
