import { html } from 'lit-html';
import { linkTo, safeUrl } from './links.js';

/**
 * A picture of the page's own host. One of another host stands as a frame with its words and its address, for the page asks no other host.
 * @param {string | undefined} url
 * @param {string} words
 * @param {string} [className]
 */
export function picture(url, words, className = '') {
  const href = safeUrl(url);
  if (href !== undefined && new URL(href).origin === location.origin)
    return html`<img class="picture ${className}" src=${href} alt=${words} />`;
  return html`<span class="picture frame ${className}" title=${url ?? ''}>
    <span aria-hidden="true">🖼</span> ${linkTo(href, words || 'Picture')}
  </span>`;
}
