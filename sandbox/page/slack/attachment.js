import { html, nothing } from 'lit-html';
import { linkTo } from '../text/links.js';
import { picture } from '../text/picture.js';
import { clock } from '../text/time.js';
import { blocksShown } from './blocks.js';
import { mrkdwn } from './mrkdwn.js';

/** @import { SlackAttachment } from './wire.d.ts' */
/** @import { Spot } from './act.js' */

const NAMED = /** @type {Record<string, string>} */ ({ good: '#2eb886', warning: '#daa038', danger: '#a30200' });

/**
 * @param {SlackAttachment} attachment
 * @param {Spot} spot
 */
export function attachmentShown(attachment, spot) {
  const { pretext, image_url: image, thumb_url: thumb, fields = [], blocks = [] } = attachment;
  return html`${pretext ? html`<div class="rich">${mrkdwn(pretext)}</div>` : nothing}
    <div class="s-attachment" .style=${`--accent: ${colourOf(attachment.color)}`}>
      ${thumb ? picture(thumb, 'Thumbnail', 's-thumb') : nothing} ${words(attachment)}
      ${
        fields.length > 0
          ? html`<div class="s-fields">
              ${fields.map(
                ({ title, value, short }) =>
                  html`<div class=${short ? 'rich' : 'rich whole'}>
                    ${title ? html`<b>${title}</b> ` : nothing}${mrkdwn(value ?? '')}
                  </div>`,
              )}
            </div>`
          : nothing
      }
      ${blocksShown(blocks, spot)} ${image ? picture(image, 'Picture') : nothing} ${foot(attachment)}
    </div>`;
}

/** @param {SlackAttachment} attachment */
function words({ author_name: author, author_link: authorLink, title, title_link: link, text }) {
  return html`${author ? html`<div class="s-soft">${linkTo(authorLink, author)}</div>` : nothing}
  ${title ? html`<b>${linkTo(link, mrkdwn(title))}</b>` : nothing}
  ${text ? html`<div class="rich">${mrkdwn(text)}</div>` : nothing}`;
}

/** @param {SlackAttachment} attachment */
function foot({ footer, ts }) {
  if (!footer && ts === undefined) return nothing;
  const when = ts === undefined ? '' : clock(Number(ts), { dateStyle: 'medium', timeStyle: 'short' });
  return html`<div class="s-soft">${[footer, when].filter(Boolean).join(' | ')}</div>`;
}

/** @param {string | undefined} colour */
function colourOf(colour = '') {
  return NAMED[colour] ?? (/^#?[0-9a-f]{6}$/i.test(colour) ? `#${colour.replace('#', '')}` : '#dddddd');
}
