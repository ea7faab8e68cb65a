import type { Agent, Alert, FieldValue } from './model.ts';
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
    const model = models[name];
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
  const [first = '', ...rest] = model.fields[path] === undefined ? path.split('.') : [path];
  if (!(first in model.fields)) return model.text;
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
  if (!value) return 'None';
  const printed = typeof value === 'string' ? value : JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(printed) ? printed.replace('T', ' ').replace('Z', '+00:00') : printed;
}

/** What the templates of one alert can see. */
export function modelsFor(world: World, alert: Alert): Models {
  const agent = alert.agent === null ? undefined : world.agents.get(alert.agent);
  const global = { text: 'None', fields: Object.fromEntries(world.globalKeys) };
  if (!agent) return { alert: alertModel(world, alert), global };
  const { client, site } = placeOf(world, agent);
  return {
    alert: alertModel(world, alert),
    agent: agentModel(world, agent),
    client: { text: client.name, fields: { ...client } },
    site: { text: site.name, fields: { ...site } },
    global,
  };
}

/** What the button "Test" sees: the agent stands in for the alert, and without one nothing is replaced at all. */
export function modelsForTest(world: World, agent: Agent | undefined): Models {
  if (!agent) return {};
  const { client, site } = placeOf(world, agent);
  const model = agentModel(world, agent);
  return {
    alert: model,
    agent: model,
    client: { text: client.name, fields: { ...client } },
    site: { text: site.name, fields: { ...site } },
    global: { text: 'None', fields: Object.fromEntries(world.globalKeys) },
  };
}

function alertModel(world: World, alert: Alert): Model {
  const check = world.checks.get(alert.assigned_check ?? -1);
  const task = world.tasks.get(alert.assigned_task ?? -1);
  const result = check ? world.results.get(resultKey(check.id, alert.agent ?? -1)) : task?.result;
  return {
    text: `${alert.alert_type} - ${alert.message ?? 'None'}`,
    fields: {
      ...alert,
      assigned_check: check ? { text: check.readable_desc, fields: { ...check } } : null,
      assigned_task: task ? { text: task.name, fields: { ...task } } : null,
      get_result: result ? { text: 'result', fields: { ...result } } : null,
    },
  };
}

function agentModel(world: World, agent: Agent): Model {
  const fields: Record<string, unknown> = { ...agent, id: agent.pk };
  for (const field of world.customFields.filter((field) => field.model === 'agent')) {
    const own = agent.custom_fields.find((value) => value.field === field.id);
    const fallback: FieldValue = field.type === 'checkbox' ? field.default_value_bool : field.default_value_string;
    fields[field.name] = own ? own.value : fallback;
  }
  return { text: agent.hostname, fields };
}
