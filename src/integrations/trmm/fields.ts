import type { AgentRow, FieldRow } from './schema.ts';

/** Custom fields of an agent by name, as the severity rules see them. */
type Fields = Readonly<Record<string, string>>;

/** An agent as it is remembered: without the fields that nobody asked for, which may hold passwords. */
export type KnownAgent = Omit<AgentRow, 'custom_fields'> & { fields: Fields };

export function knownAgent({ custom_fields, ...row }: AgentRow, definitions: readonly FieldRow[]): KnownAgent {
  return { ...row, fields: fieldsOf(custom_fields, definitions) };
}

/** What an agent holds in these fields, or their defaults. An empty field is absent. */
function fieldsOf(values: AgentRow['custom_fields'], definitions: readonly FieldRow[]): Fields {
  const found = definitions.flatMap((definition): [string, string][] => {
    const own = values.find(({ field }) => field === definition.id)?.value;
    const text = textOf(own) || textOf(defaultOf(definition));
    return text === '' ? [] : [[definition.name, text]];
  });
  return Object.fromEntries(found);
}

function defaultOf(definition: FieldRow): FieldRow['default_value_string'] | boolean | readonly string[] {
  if (definition.type === 'checkbox') return definition.default_value_bool;
  return definition.type === 'multiple' ? definition.default_values_multiple : definition.default_value_string;
}

function textOf(value: string | boolean | readonly string[] | null | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return (typeof value === 'string' ? value : (value ?? []).join(', ')).trim();
}
