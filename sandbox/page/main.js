import { render } from 'lit-html';
import { app } from './app.js';
import { afterDrawing, afterResizing, beforeDrawing } from './place.js';
import { changed, connect, onChange } from './state.js';

/** "3 minutes ago" must not stand still. */
const TICK = 10_000;

onChange(() => {
  beforeDrawing();
  render(app(), document.body);
  afterDrawing();
});
addEventListener('resize', afterResizing);
connect();
setInterval(changed, TICK);
changed();
