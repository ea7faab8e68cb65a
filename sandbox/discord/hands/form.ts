import { mostChosen } from '../rules/inputs.ts';
import { lengthOf } from '../rules/length.ts';
import { ComponentType } from '../codes.ts';
import type { Component } from '../shapes.ts';
import type { World } from '../world.ts';
import { idFor } from './resolve.ts';

const ENTITIES = new Set<number>([
  ComponentType.userSelect,
  ComponentType.roleSelect,
  ComponentType.mentionableSelect,
  ComponentType.channelSelect,
]);

export type FormValue = string | string[] | boolean;
export type FormValues = Readonly<Record<string, FormValue>>;

interface Filled {
  type: number;
  id: number | undefined;
  custom_id?: string | undefined;
  value?: string | boolean | null;
  values?: string[];
  component?: Filled;
  components?: Filled[];
}

/** A submitted form, as Discord's client would send it, and the users, roles and channels that were chosen in it. */
export interface FilledForm {
  components: Filled[];
  entities: string[];
}

/** Throws what Discord's client would not let through. */
export function fillForm(world: World, components: readonly Component[], values: FormValues): FilledForm {
  const unused = new Set(Object.keys(values));
  const entities: string[] = [];

  function fill(component: Component): Filled {
    const { type, id } = component;
    if (type === ComponentType.label && component.component) return { type, id, component: fill(component.component) };
    if (type === ComponentType.row) return { type, id, components: (component.components ?? []).map(fill) };
    if (type === ComponentType.textDisplay) return { type, id };
    const customId = component.custom_id ?? '';
    unused.delete(customId);
    const entry = entryFor(world, component, values[customId]);
    if (ENTITIES.has(type)) entities.push(...(entry.values ?? []));
    return { type, id, custom_id: customId, ...entry };
  }

  const filled = components.map(fill);
  if (unused.size > 0) throw new Error(`The form has no field ${[...unused].join(', ')}`);
  return { components: filled, entities };
}

function entryFor(world: World, component: Component, given: FormValue | undefined): Pick<Filled, 'value' | 'values'> {
  if (component.type === ComponentType.textInput) return { value: textFor(component, given) };
  if (component.type === ComponentType.checkbox)
    return { value: given === undefined ? (component.default ?? false) : given === true };
  if (component.type === ComponentType.fileUpload && given !== undefined)
    throw new Error('Files cannot be uploaded here');
  if (component.type === ComponentType.radioGroup) return { value: chosenIn(world, component, given, 1)[0] ?? null };
  return { values: chosenIn(world, component, given, mostChosen(component)) };
}

function textFor(input: Component, given: FormValue | undefined): string {
  const text = typeof given === 'string' ? given : (input.value ?? '');
  const length = lengthOf(text);
  if (input.required !== false && length === 0) throw new Error(`${input.custom_id} is required`);
  if (length > 0 && length < (input.min_length ?? 0)) throw new Error(`${input.custom_id} is too short`);
  if (length > (input.max_length ?? 4000)) throw new Error(`${input.custom_id} is too long`);
  return text;
}

/** Values may be given by their labels, users, roles and channels by their names; without any, those that are chosen by default. */
export function chosenIn(world: World, select: Component, given: FormValue | undefined, most: number): string[] {
  const options = select.options ?? [];
  const wanted = typeof given === 'string' ? [given] : given;
  const preset = [
    ...options.filter((option) => option.default).map((option) => option.value),
    ...(select.default_values ?? []).map(({ id }) => id),
  ];
  const values = (Array.isArray(wanted) ? wanted : preset).map((want) => {
    if (!select.options) return idFor(world, { select: select.type }, want, select.channel_types) ?? want;
    const option = options.find(({ value }) => value === want) ?? options.find(({ label }) => label === want);
    if (!option) throw new Error(`${select.custom_id} has no option ${want}`);
    return option.value;
  });
  const least = select.min_values ?? 1;
  if (values.length > most) throw new Error(`${select.custom_id} takes at most ${most}`);
  if (values.length === 0 && select.required === false) return values;
  if (values.length < least) throw new Error(`${select.custom_id} is required`);
  return values;
}
