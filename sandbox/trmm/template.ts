import type { Agent, Alert, Client, CustomField, CustomValue, FieldValue, Site } from './model.ts';
import { parseLenient, pythonJson } from './python-json.ts';
import { placeOf, resultKey, type World } from './world.ts';

/** A row that templates can look into; `text` is what its model prints as a whole. */
interface Model {
  text: string;
  fields: Record<string, unknown>;
}

export type Models = Partial<Record<string, Model>>;

/** Replaces every `{{model.path}}` by raw text, with no escaping of any kind. */
export function render(template: string, models: Models): string {
  return template.replaceAll(/\{\{\s*(\w+)\.([^{}]+?)\s*\}\}/g, (whole, name: string, path: string) => {
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    return model ? lookUp(model, path) : whole;
  });
}

/**
 * A rendered body as it leaves: parsed and written again, or, when that fails, the whole text as one JSON string.
 * Backslashes are doubled first, which is why nothing can be escaped in a template.
 */
export function renderBody(template: string, models: Models): string {
  const text = cleaned(render(template, models));
  try {
    return pythonJson(parseLenient(text));
  } catch {
    return pythonJson(text);
  }
}

/** Throws when the rendered headers are no JSON object: TRMM then makes no call at all. */
export function renderHeaders(template: string, models: Models): Record<string, string> {
  return parseLenient(cleaned(render(template, models))) as Record<string, string>;
}

function cleaned(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this removes
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ').replaceAll(/\\(\\|(?![nrt]))/g, '\\\\');
}

function lookUp(model: Model, path: string): string {
  const [first = '', ...rest] = Object.hasOwn(model.fields, path) ? [path] : path.split('.');
  if (!Object.hasOwn(model.fields, first)) return model.text;
  const value = model.fields[first];
  if (isModel(value)) return rest.length > 0 ? lookUp(value, rest.join('.')) : value.text;
  return text(value);
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && 'fields' in value;
}

/** Python's `str`, after everything that counts as false has become `None`. */
function text(value: unknown): string {
  if (value === true) return 'True';
  if (!value || (Array.isArray(value) && value.length === 0)) return 'None';
  const printed = typeof value === 'string' ? value : JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(printed) ? printed.replace('T', ' ').replace('Z', '+00:00') : printed;
}

/** What the templates of one alert can see. */
export function modelsFor(world: World, alert: Alert): Models {
  const agent = alert.agent === null ? undefined : world.agents.get(alert.agent);
  if (!agent) return { alert: alertModel(world, alert), global: globalModel(world) };
  return { ...modelsForTest(world, agent), alert: alertModel(world, alert, agentModel(world, agent)) };
}

/** What the button "Test" sees: the agent stands in for the alert, and without one nothing is replaced at all. */
export function modelsForTest(world: World, agent: Agent | undefined): Models {
  if (!agent) return {};
  const { client, site } = placeOf(world, agent);
  const model = agentModel(world, agent);
  return {
    alert: model,
    agent: model,
    client: clientModel(world, client),
    site: siteModel(world, site, client),
    global: globalModel(world),
  };
}

function alertModel(world: World, alert: Alert, agent: Model | null = null): Model {
  const check = world.checks.get(alert.assigned_check ?? -1);
  const task = world.tasks.get(alert.assigned_task ?? -1);
  const result = check ? world.results.get(resultKey(check.id, alert.agent ?? -1)) : task?.result;
  return {
    text: `${alert.alert_type} - ${alert.message ?? 'None'}`,
    fields: {
      ...alert,
      agent,
      assigned_check: check ? { text: check.readable_desc, fields: { ...check } } : null,
      assigned_task: task ? { text: task.name, fields: { ...task } } : null,
      get_result: result ? { text: 'result', fields: { ...result } } : null,
    },
  };
}

function agentModel(world: World, agent: Agent): Model {
  const { client, site } = placeOf(world, agent);
  const relations = { id: agent.pk, client: clientModel(world, client), site: siteModel(world, site, client) };
  return { text: agent.hostname, fields: { ...agent, ...relations, ...customOf(world, 'agent', agent.custom_fields) } };
}

function clientModel(world: World, client: Client): Model {
  return { text: client.name, fields: { ...client, ...customOf(world, 'client', client.custom_fields) } };
}

function siteModel(world: World, site: Site, client: Client): Model {
  const custom = customOf(world, 'site', site.custom_fields);
  return { text: site.name, fields: { ...site, client: clientModel(world, client), ...custom } };
}

function globalModel(world: World): Model {
  return { text: 'None', fields: Object.fromEntries(world.globalKeys) };
}

/** The custom fields of a model by their names: what is stored, else the field's default. */
function customOf(
  world: World,
  model: CustomField['model'],
  stored: readonly CustomValue[],
): Record<string, FieldValue> {
  const fields = world.customFields.filter((field) => field.model === model);
  return Object.fromEntries(
    fields.map((field) => {
      const own = stored.find((value) => value.field === field.id);
      return [field.name, own ? own.value : defaultOf(field)];
    }),
  );
}

function defaultOf(field: CustomField): FieldValue {
  if (field.type === 'checkbox') return field.default_value_bool;
  return field.type === 'multiple' ? field.default_values_multiple : field.default_value_string;
}
