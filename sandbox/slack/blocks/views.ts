import { everyElement, isObject, type Block, type Json } from '../block-kit.ts';
import { Refusal } from '../refusal.ts';
import type { ViewContent } from '../modals.ts';
import { blockProblems } from './check.ts';
import { all, anything, boolean, inside, oneOf, report, shape, string, type Place, type Rule } from './rules.ts';
import { id, plainText } from './texts.ts';

const MOST_BYTES = 250_000;
const TITLE = 24;

const common = {
  'blocks!': anything,
  private_metadata: string(3000, 0),
  callback_id: id,
  external_id: string(255, 0),
};

const inputNeedsSubmit: Rule = (value, place) => {
  if (!isObject(value) || !Array.isArray(value['blocks']) || value['submit'] !== undefined) return;
  const hasInput = value['blocks'].some((block) => isObject(block) && block['type'] === 'input');
  if (hasInput) report(inside(place, 'submit'), 'missing required field: submit');
};

const viewRules: Record<ViewContent['type'], Rule> = {
  modal: all(
    shape({
      ...common,
      'type!': oneOf('modal'),
      'title!': plainText(TITLE),
      submit: plainText(TITLE),
      close: plainText(TITLE),
      clear_on_close: boolean,
      notify_on_close: boolean,
    }),
    inputNeedsSubmit,
  ),
  home: shape({ ...common, 'type!': oneOf('home') }),
};

/** The problems of a view of this kind, in Slack's words. */
export function viewProblems(view: unknown, type: ViewContent['type']): string[] {
  const place: Place = { pointer: '/view', surface: type, problems: [] };
  viewRules[type](view, place);
  const blocks = isObject(view) ? view['blocks'] : [];
  const found = [...place.problems, ...blockProblems(blocks, type, '/view/blocks')];
  if (found.length === 0 && focused(blocks as Block[]) > 1) report(place, 'only one element may set focus_on_load');
  return found.length === 0 ? place.problems : found;
}

function focused(blocks: readonly Block[]): number {
  return [...everyElement(blocks)].filter(({ element }) => element.focus_on_load).length;
}

/** The view, or the refusal Slack gives for one it cannot show. */
export function checkedView(view: unknown, type: ViewContent['type']): ViewContent {
  if (JSON.stringify(view).length > MOST_BYTES) throw new Refusal('view_too_large');
  const messages = viewProblems(view, type);
  if (messages.length > 0) throw new Refusal('invalid_arguments', { response_metadata: { messages } });
  return view as Json & ViewContent;
}
