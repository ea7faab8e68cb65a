import type { Path } from '../refusal.ts';
import type { Component, Emoji } from '../shapes.ts';
import type { Check } from './check.ts';
import { checkUrl } from './urls.ts';

const LINK = 5;
const PREMIUM = 6;
/** What a keyboard calls an emoji: a picture, a flag, or a digit in a box. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u;

/** A button: a label or an emoji; an address on links, a shop's article on premium ones, a custom_id on all others. */
export function checkButton(check: Check, button: Component, at: Path): void {
  check.text(button.label, [...at, 'label'], { max: 80 });
  check.whole(button.style, [...at, 'style'], 1, PREMIUM);
  if (button.style === undefined) check.add([...at, 'style'], 'BASE_TYPE_REQUIRED', 'This field is required');
  checkEmoji(check, button.emoji, [...at, 'emoji']);
  if (button.style === PREMIUM) return checkPremium(check, button, at);
  if (!button.label && !button.emoji) {
    check.add(at, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button must have a label or an emoji');
  }
  if (button.style === LINK) return checkLink(check, button, at);
  if (button.url !== undefined)
    check.add([...at, 'url'], 'BUTTON_COMPONENT_URL_FORBIDDEN', 'Only link buttons have a url');
  check.text(button.custom_id, [...at, 'custom_id'], { min: 1, max: 100, required: true });
}

function checkLink(check: Check, button: Component, at: Path): void {
  if (button.custom_id !== undefined) {
    check.add(at, 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL', 'A custom id and url cannot both be specified');
  }
  if (button.url === undefined) check.add([...at, 'url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
  check.text(button.url, [...at, 'url'], { max: 512 });
  checkUrl(check, button.url, [...at, 'url'], ['http:', 'https:', 'discord:']);
}

function checkPremium(check: Check, button: Component, at: Path): void {
  check.text(button.sku_id, [...at, 'sku_id'], { min: 1, max: 20, required: true });
  for (const field of ['label', 'emoji', 'url', 'custom_id'] as const) {
    if (button[field] === undefined) continue;
    check.add([...at, field], 'BUTTON_COMPONENT_PREMIUM_FIELD', 'A premium button takes only an sku_id');
  }
}

/** A custom emoji by its id, or one of Unicode by itself. */
export function checkEmoji(check: Check, emoji: Emoji | null | undefined, at: Path): void {
  if (!emoji || emoji.id) return;
  if (typeof emoji.name === 'string' && EMOJI.test(emoji.name)) return;
  check.add([...at, 'name'], 'COMPONENT_INVALID_EMOJI', 'Invalid emoji');
}
