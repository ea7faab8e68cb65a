import type { World } from '../../stories/world.ts';
import { answered } from './act-people.ts';
import type { Memory } from './memory.ts';
import { accounts } from './sight.ts';

/** What people are told when it is done, and the entry in the timeline that must be there then. */
const PROMISES: readonly { told: RegExp; what: string }[] = [
  { told: /You acknowledged (?<title>.+?)\. It is not solved/, what: 'acknowledged' },
  { told: /You have (?<title>.+?) now\./, what: 'claimed' },
  { told: /You released (?<title>.+?)\./, what: 'released' },
  { told: /You took your acknowledge of (?<title>.+?) back\./, what: 'unacknowledged' },
  { told: /You snooze (?<title>.+?) until /, what: 'ordered' },
  { told: /You end the snooze of (?<title>.+?); the card/, what: 'ordered' },
  { told: /You resolve (?<title>.+?); the card/, what: 'ordered' },
  { told: /You have seen (?<title>.+?)\. Nobody has it/, what: 'acknowledged' },
  { told: /You are taking (?<title>.+?); the card/, what: 'claimed' },
  { told: /You are releasing (?<title>.+?); the card/, what: 'released' },
  { told: /Kept\. The card of (?<title>#\d+) /, what: 'ordered' },
  { told: /Your reply in (?<title>#\d+) .*? goes out in a moment/, what: 'ordered' },
  { told: /A ticket is being made from (?<title>.+?); the card/, what: 'ticket-ordered' },
];

interface Kept {
  what: string;
  who: string;
  title: string;
}

/** What somebody was told is done, and is in no timeline. */
export function answerFaults(world: World, memory: Memory): string[] {
  const kept = keptDeeds(memory);
  const told = toldDeeds(world);
  return told.flatMap((deed) => {
    const index = kept.findIndex((one) => one.what === deed.what && one.who === deed.who && one.title === deed.title);
    if (index === -1) return [`${deed.who} was told that it is done, and it is not kept: ${deed.what} ${deed.title}`];
    kept.splice(index, 1);
    return [];
  });
}

/** How many answers were understood: a judge that understands none proves nothing. */
export function toldDeeds(world: World): Kept[] {
  return answered(world).flatMap(({ who, words }) => {
    const said = words.replaceAll(/\\+[*_~`]?|\*/g, '');
    for (const { told, what } of PROMISES) {
      const title = told.exec(said)?.groups?.['title'];
      if (title !== undefined)
        return [{ what, who: accounts[who].name, title: title.replace(/^#/, 'ticket #').toLowerCase() }];
    }
    return [];
  });
}

function keptDeeds({ timelines, items }: Memory): Kept[] {
  return [...timelines].flatMap(([ref, entries]) => {
    const item = items.get(ref);
    if (item?.kind !== 'alert' && item?.kind !== 'ticket') return [];
    const title = item.kind === 'alert' ? item.facts.title : `ticket #${item.facts.number}`;
    return entries.map(({ what, by }) => ({ what, who: by.name, title: title.toLowerCase() }));
  });
}
