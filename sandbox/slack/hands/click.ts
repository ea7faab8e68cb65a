import type { Json } from '../block-kit.ts';
import { entered, isField, setField, type Entry } from '../fields.ts';
import { issueTrigger } from '../triggers.ts';
import type { World } from '../world.ts';
import { commonPayload, notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';
import { answerAddress, placeOf } from './place.ts';
import { offeredFor } from './suggest.ts';
import { findTarget, type Pointer, type Target } from './target.ts';

/** A press of a button, or a choice in a menu (`value`). `confirm: false` backs out of the confirmation dialog. */
export interface Click extends Pointer {
  value?: Entry;
  confirm?: boolean;
}

/** Presses or chooses, and waits for the ack or its absence. */
export async function click({ world, office }: Reach, press: Click): Promise<Outcome> {
  personIn(world, press.user);
  const target = findTarget(world, press);
  if (!world.settings.interactivity) return notSent('not_interactive');
  if (target.element.confirm && press.confirm === false) return notSent('denied');
  if (target.block.type === 'input' && !target.block.dispatch_action) {
    throw new Error(`Field ${target.block.block_id} sends nothing before its form is submitted`);
  }
  const ack = await office.deliver('interactive', blockActions(world, press, target), false);
  return seen(world, press.user, ack, target.element.url ? { opened: target.element.url } : {});
}

function blockActions(world: World, press: Click, target: Target): Json {
  const { surface } = target;
  const action = actionFor(world, press, target);
  const viewId = surface.kind === 'view' && surface.view.content.type === 'modal' ? surface.view.id : undefined;
  return {
    type: 'block_actions',
    ...commonPayload(world, press.user),
    ...placeOf(world, target),
    ...answerAddress(world, press.user, target),
    trigger_id: issueTrigger(world, press.user, viewId),
    actions: [action],
  };
}

function actionFor(world: World, press: Click, target: Target): Json {
  const { element, block, surface } = target;
  const base = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: world.nextTs(),
  };
  if (element.type === 'feedback_buttons') {
    const chosen =
      press.text === element.negative_button?.text.text ? element.negative_button : element.positive_button;
    return { ...base, text: chosen?.text, value: chosen?.value };
  }
  if (!isField(element) && element.type !== 'overflow') {
    const { text, value, url, style } = element;
    return { ...base, text, ...(value ? { value } : {}), ...(url ? { url } : {}), ...(style ? { style } : {}) };
  }
  const state = entered(element, press.value ?? null, offeredFor(world, target));
  if (surface.kind === 'view' && isField(element)) setField(surface.view.state, block, element, state);
  return { ...base, ...state, ...(element.placeholder ? { placeholder: element.placeholder } : {}) };
}
