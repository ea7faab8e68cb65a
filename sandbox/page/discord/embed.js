import { html, nothing } from 'lit-html';
import { linkTo } from '../text/links.js';
import { clock } from '../text/time.js';
import { colour } from './components.js';
import { markdown } from './markdown.js';
import { media } from './media.js';

/** @import { DiscordEmbed } from './wire.d.ts' */

/** @param {DiscordEmbed} one */
export function embed(one) {
  const { author, title, url, description, fields = [], image, thumbnail } = one;
  return html`<div class="d-container d-embed" .style=${`--accent: ${colour(one.color)}`}>
    <div class="d-section">
      <div>
        ${author ? html`<small class="d-small">${linkTo(author.url, author.name)}</small>` : nothing}
        ${title ? html`<h3>${linkTo(url, markdown(title))}</h3>` : nothing}
        ${description ? html`<div class="d-text">${markdown(description)}</div>` : nothing}
      </div>
      ${thumbnail ? html`<div class="d-thumb">${media(thumbnail, '')}</div>` : nothing}
    </div>
    ${
      fields.length > 0
        ? html`<div class="d-fields">
            ${fields.map(
              ({ name, value, inline }) =>
                html`<div class=${inline ? 'd-text' : 'd-text whole'}><b>${markdown(name)}</b>${markdown(value)}</div>`,
            )}
          </div>`
        : nothing
    }
    ${image ? media(image, '') : nothing} ${foot(one)}
  </div>`;
}

/** @param {DiscordEmbed} one */
function foot({ footer, timestamp }) {
  if (!footer && !timestamp) return nothing;
  const when = timestamp ? clock(Date.parse(timestamp) / 1000, { dateStyle: 'medium', timeStyle: 'short' }) : '';
  return html`<small class="d-small">${[footer?.text, when].filter(Boolean).join(' • ')}</small>`;
}
