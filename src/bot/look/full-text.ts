import { plainCard } from '../../desk/card.ts';
import { titleOf } from '../../desk/decision.ts';
import { fullText, isKeptInPart, pagesOf } from '../../desk/full-text.ts';
import { oneLine } from '../../desk/text.ts';
import { viewNow } from '../../store/view.ts';
import { itemHere } from '../here.ts';
import { cardOf } from '../pump/show.ts';
import { type Click, said, type Verb } from '../table.ts';

/** All that a check printed or a customer wrote, page by page, for the presser alone. */
export const fullTextClick: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const item = await itemHere(store, press.ask.ref, press.place);
    if (typeof item === 'string') return said(item);
    const view = await viewNow(store);
    const { ref, revision, tone, title } = cardOf(item, view);
    const pages = pagesOf(fullText(item));
    if (pages.length === 0) return said(`There is no more text of ${oneLine(title)}.`);
    const page = Math.min(Math.max(1, Number(press.ask.with) || 1), pages.length);
    const isLast = page === pages.length;
    const rest = isLast && isKeptInPart(item) ? ` · the rest is in ${titleOf(item.source, view)}` : '';
    return {
      is: 'card',
      card: plainCard({
        ref,
        revision,
        tone,
        title,
        quote: { text: pages[page - 1] ?? '', as: item.kind === 'alert' ? 'output' : 'prose', whole: true },
        ...(pages.length > 1 || rest !== '' ? { footer: [`Page ${page} of ${pages.length}${rest}`] } : {}),
        actions: [
          ...(page > 1 ? [{ verb: 'full-text', label: 'Previous', with: String(page - 1) }] : []),
          ...(isLast ? [] : [{ verb: 'full-text', label: 'Next', with: String(page + 1) }]),
        ],
        links: item.facts.links.slice(0, 1),
      }),
    };
  },
};
