import { html } from 'lit-html';

/** Least distance from the edge of the window, in pixels. */
const EDGE = 8;

/**
 * A button that opens a small sheet beside it. Escape and a press elsewhere close it.
 * @param {{ id: string, className: string, label: string, shown: unknown, body: unknown, disabled?: boolean, onClose?: () => void }} wish
 */
export function popover({ id, className, label, shown, body, disabled = false, onClose }) {
  /** @param {ToggleEvent} event */
  function toggled(event) {
    const sheet = /** @type {HTMLElement} */ (event.currentTarget);
    if (event.newState === 'open') place(sheet);
    else onClose?.();
  }
  return html`<button
      type="button"
      class=${className}
      popovertarget=${id}
      aria-label=${label}
      aria-haspopup="true"
      ?disabled=${disabled}
      @keydown=${(/** @type {KeyboardEvent} */ event) => escape(event, id)}
    >
      ${shown}
    </button>
    <div
      class="sheet"
      id=${id}
      popover
      @toggle=${toggled}
      @keydown=${(/** @type {KeyboardEvent} */ event) => escape(event, id)}
    >
      ${body}
    </div>`;
}

/**
 * Left to the browser, one Escape may close the form around the sheet too, and what was typed there is gone.
 * @param {KeyboardEvent} event
 * @param {string} id
 */
function escape(event, id) {
  const sheet = document.getElementById(id);
  if (event.key !== 'Escape' || !sheet?.matches(':popover-open')) return;
  event.preventDefault();
  event.stopPropagation();
  sheet.hidePopover();
}

/**
 * What is done from a sheet ends it.
 * @param {Event} event
 */
export function closeSheet(event) {
  const sheet = /** @type {Element} */ (event.currentTarget).closest('[popover]');
  if (sheet instanceof HTMLElement) sheet.hidePopover();
}

/** @param {HTMLElement} sheet */
function place(sheet) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(sheet.id)}"]`);
  if (button === null) return;
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const isBelow = bottom + height + EDGE <= innerHeight;
  sheet.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  sheet.style.top = `${Math.max(EDGE, isBelow ? bottom + 4 : top - height - 4)}px`;
  const first = sheet.querySelector('input, button');
  if (first instanceof HTMLElement) first.focus();
}
