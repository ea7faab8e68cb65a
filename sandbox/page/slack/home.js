import { html } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { act, actor, once, state } from '../state.js';
import { sayOutcome } from './act.js';
import { blockShown } from './blocks.js';

/** The app's Home tab as the bot has published it for this person. */
export function homeShown() {
  const view = state.pictures.slack?.homes?.[actor()?.slack ?? ''];
  if (view === undefined)
    return html`<p class="empty">
      ${state.busy.has('open home') ? 'Opening…' : 'This is a work in progress. The app has nothing to show here yet.'}
    </p>`;
  const spot = { viewId: view.id, values: view.state?.values };
  return html`<div class="s-home">
    ${repeat(
      view.blocks,
      (block) => block.block_id,
      (block) => blockShown(block, spot),
    )}
  </div>`;
}

/** The app hears of each visit, and may publish anew. */
export function openHome() {
  void once('open home', async () => sayOutcome(await act('slack', 'slack/open-home', { user: actor()?.slack })));
}
