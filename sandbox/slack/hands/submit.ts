import { everyElement, isObject, type Json } from '../block-kit.ts';
import { checkedView } from '../blocks/views.ts';
import { findView, pushView, replaceContent, stackOf, viewJson, type OpenView } from '../modals.ts';
import { Refusal } from '../refusal.ts';
import { issueResponseUrl } from '../response-urls.ts';
import { issueTrigger } from '../triggers.ts';
import type { World } from '../world.ts';
import { fill, formErrors, type Entries } from './form.ts';
import { commonPayload, notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';

export interface Submission {
  user: string;
  /** Without it, the modal on top. */
  viewId?: string;
  values?: Entries;
}

/** Fills in a modal and presses its submit button. */
export async function submit({ world, office }: Reach, { user, viewId, values = {} }: Submission): Promise<Outcome> {
  personIn(world, user);
  const view = modalOf(world, user, viewId);
  if (!view.content.submit) throw new Error(`View ${view.id} has no submit button`);
  fill(world, view, values);
  world.standIn.changed();
  const errors = formErrors(view);
  if (Object.keys(errors).length > 0) return notSent('incomplete', { errors, view: viewJson(world, view) });
  const payload = {
    type: 'view_submission',
    ...commonPayload(world, user),
    trigger_id: issueTrigger(world, user, view.id),
    view: viewJson(world, view),
    response_urls: responseUrls(world, view),
  };
  const ack = await office.deliver('interactive', payload, true);
  if (!ack.acked) return seen(world, user, ack);
  const answered = obeyed(world, view, ack.payload);
  world.standIn.changed();
  return seen(world, user, ack, answered);
}

/** An address for each channel that was chosen in a menu which asks for one. */
function responseUrls(world: World, view: OpenView): Json[] {
  const urls: Json[] = [];
  for (const { block, element } of everyElement(view.content.blocks)) {
    const { block_id: blockId = '' } = block;
    const { action_id: actionId = '' } = element;
    const state = view.state[blockId]?.[actionId];
    const channel = state?.['selected_conversation'] ?? state?.['selected_channel'];
    if (!element.response_url_enabled || typeof channel !== 'string') continue;
    const address = issueResponseUrl(world, 'app', { user: view.user, channel });
    urls.push({ response_url: address, channel_id: channel, block_id: blockId, action_id: actionId });
  }
  return urls;
}

/** Does what the answer says; gives what of it the person is told. */
function obeyed(world: World, view: OpenView, answer: unknown): Partial<Outcome> {
  try {
    const errors = obey(world, view, isObject(answer) ? answer : {});
    const response = isObject(answer) && Object.keys(answer).length > 0 ? { response: answer } : {};
    return { ...response, ...(errors ? { errors } : {}) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.mistake('invalid_ack', `view_submission: ${error.error} ${JSON.stringify(error.extra)}`);
    return { error: error.error };
  }
}

function obey(world: World, view: OpenView, answer: Json): Record<string, string> | undefined {
  const action = answer['response_action'];
  if (action === undefined) closeView(world, view);
  else if (action === 'clear') world.stacks.set(view.user, []);
  else if (action === 'update') replaceContent(world, view, checkedView(answer['view'], 'modal'));
  else if (action === 'push') pushView(world, view.user, checkedView(answer['view'], 'modal'));
  else if (action === 'errors') return fieldErrors(view, answer['errors']);
  else throw new Refusal('invalid_response_action');
  return undefined;
}

/** Errors hang under input blocks; one for anything else shows the person a broken form instead. */
function fieldErrors(view: OpenView, errors: unknown): Record<string, string> {
  const inputs = new Set(view.content.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
  const entries = Object.entries(isObject(errors) ? errors : {});
  if (entries.length === 0) throw new Refusal('missing_errors');
  for (const [blockId, sentence] of entries) {
    if (!inputs.has(blockId)) throw new Refusal('invalid_error_block', { block_id: blockId });
    if (typeof sentence !== 'string' || sentence === '') throw new Refusal('invalid_error_text', { block_id: blockId });
  }
  return Object.fromEntries(entries.map(([blockId, sentence]) => [blockId, String(sentence)]));
}

export interface Closing {
  user: string;
  viewId?: string;
  all?: boolean;
}

/** Presses a modal's close button, or the cross, which closes all of them (`all`). */
export async function closeModal({ world, office }: Reach, press: Closing): Promise<Outcome> {
  personIn(world, press.user);
  const view = modalOf(world, press.user, press.viewId);
  const everything = press.all === true || view.content.clear_on_close === true;
  if (everything) world.stacks.set(press.user, []);
  else closeView(world, view);
  world.standIn.changed();
  if (!view.content.notify_on_close) return { acked: true, milliseconds: 0 };
  const payload = {
    type: 'view_closed',
    ...commonPayload(world, press.user),
    view: viewJson(world, view),
    is_cleared: everything,
  };
  return seen(world, press.user, await office.deliver('interactive', payload, false));
}

function closeView(world: World, view: OpenView): void {
  const stack = stackOf(world, view.user);
  const index = stack.indexOf(view);
  if (index >= 0) stack.splice(index, 1);
}

/** The modal a person means. */
function modalOf(world: World, user: string, viewId: string | undefined): OpenView {
  const view = viewId === undefined ? stackOf(world, user).at(-1) : findView(world, viewId);
  if (!view || view.user !== user || view.content.type !== 'modal') {
    throw new Error(`${user} has no modal ${viewId ?? ''} open`);
  }
  return view;
}
