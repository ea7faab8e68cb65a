import type { Path } from '../refusal.ts';
import { ComponentType } from '../codes.ts';
import type { Component, ModalBody } from '../shapes.ts';
import { type Check, itemsOf } from './check.ts';
import { checkIds } from './components.ts';
import { checkKeys, checkSelect } from './inputs.ts';

const TOP_LEVEL = 5;
const LONGEST_INPUT = 4000;
const TOP: readonly number[] = [ComponentType.label, ComponentType.textDisplay, ComponentType.row];
const IN_LABEL: readonly number[] = [
  ComponentType.stringSelect,
  ComponentType.textInput,
  ComponentType.userSelect,
  ComponentType.roleSelect,
  ComponentType.mentionableSelect,
  ComponentType.channelSelect,
  ComponentType.fileUpload,
  ComponentType.radioGroup,
  ComponentType.checkboxGroup,
  ComponentType.checkbox,
];

/** A form: title, id and one to five labels, text displays or old rows with a text input. */
export function checkModal(check: Check, modal: ModalBody, at: Path): void {
  check.keys(modal, at, ['custom_id', 'title', 'components']);
  check.text(modal.custom_id, [...at, 'custom_id'], { min: 1, max: 100, required: true });
  check.text(modal.title, [...at, 'title'], { min: 1, max: 45, required: true });
  const components = itemsOf(modal.components);
  const inside = [...at, 'components'];
  check.list(components, inside, 1, TOP_LEVEL);
  for (const [index, component] of components.entries()) checkTop(check, component, [...inside, index]);
  checkIds(check, components, inside);
}

function checkTop(check: Check, component: Component, at: Path): void {
  if (!mayBe(check, component, at, TOP)) return;
  checkKeys(check, component, at);
  if (component.type === ComponentType.textDisplay) {
    check.text(component.content, [...at, 'content'], { max: 4000, required: true });
  } else if (component.type === ComponentType.row) {
    check.list(component.components, [...at, 'components'], 1, 1);
    const input = component.components?.[0];
    const inside = [...at, 'components', 0];
    if (!input || !mayBe(check, input, inside, [ComponentType.textInput])) return;
    check.text(input.label, [...inside, 'label'], { min: 1, max: 45, required: true });
    checkTextInput(check, input, inside);
  } else checkLabel(check, component, at);
}

function checkLabel(check: Check, label: Component, at: Path): void {
  check.text(label.label, [...at, 'label'], { min: 1, max: 45, required: true });
  check.text(label.description, [...at, 'description'], { min: 1, max: 100 });
  const input = label.component;
  const inside = [...at, 'component'];
  if (!input) return check.add(inside, 'BASE_TYPE_REQUIRED', 'This field is required');
  if (!mayBe(check, input, inside, IN_LABEL)) return;
  if (input.type === ComponentType.textInput) {
    if (input.label !== undefined) {
      check.add([...inside, 'label'], 'TEXT_INPUT_LABEL_IN_LABEL', 'A text input inside a label cannot have a label');
    }
    checkTextInput(check, input, inside);
    return;
  }
  checkKeys(check, input, inside);
  if (input.type === ComponentType.checkbox) {
    check.text(input.custom_id, [...inside, 'custom_id'], { min: 1, max: 100, required: true });
  } else checkSelect(check, input, inside, 'modal');
}

function checkTextInput(check: Check, input: Component, at: Path): void {
  checkKeys(check, input, at);
  check.text(input.custom_id, [...at, 'custom_id'], { min: 1, max: 100, required: true });
  check.text(input.placeholder, [...at, 'placeholder'], { max: 100 });
  check.text(input.value, [...at, 'value'], { max: Math.min(LONGEST_INPUT, input.max_length ?? LONGEST_INPUT) });
  check.whole(input.min_length, [...at, 'min_length'], 0, LONGEST_INPUT);
  check.whole(input.max_length, [...at, 'max_length'], 1, LONGEST_INPUT);
  check.whole(input.style, [...at, 'style'], 1, 2);
  if (input.style === undefined) check.add([...at, 'style'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if ((input.min_length ?? 0) > (input.max_length ?? LONGEST_INPUT)) {
    const message = 'The minimum length must be lower than or equal to the maximum length';
    check.add([...at, 'min_length'], 'TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_HIGH', message);
  }
}

function mayBe(check: Check, component: Component, at: Path, types: readonly number[]): boolean {
  if (types.includes(component.type)) return true;
  check.add([...at, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${types.join(', ')}).`);
  return false;
}
