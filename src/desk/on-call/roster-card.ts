import { type Card, plainCard } from '../card.ts';
import { coverLine } from './card.ts';
import { type Cover, ROSTER } from './roster.ts';
import { type Line, oneLine } from '../text.ts';

/** The question to whoever is to take a shift. */
export function askedCard(cover: Cover): Card {
  const asks = cover.what === 'swap' ? 'asks you to swap shifts' : 'asks you to take a shift';
  return plainCard({
    ref: ROSTER,
    tone: 'high',
    badge: '📟 ON CALL',
    title: `${cover.by.name} ${asks}`,
    lines: [coverLine(cover), ...reasonLines(cover), ['Until you accept it, nothing changes.']],
    actions: [
      { verb: 'on-call-accept', label: 'Accept', style: 'primary', with: cover.id },
      { verb: 'on-call-decline', label: 'Decline', with: cover.id },
      { verb: 'on-call', label: 'Who is on call?' },
    ],
  });
}

/** What was arranged without a question, for those whom it concerns. */
export function setCard(cover: Cover): Card {
  const did = { take: 'takes over', give: 'changed who is on call', swap: 'swapped shifts' }[cover.what];
  return plainCard({
    ref: ROSTER,
    tone: 'info',
    badge: '📟 ON CALL',
    title: `${cover.by.name} ${did}`,
    lines: [coverLine(cover), ...reasonLines(cover)],
    actions: [
      { verb: 'on-call-undo', label: 'Take it back', with: cover.id },
      { verb: 'on-call', label: 'Who is on call?' },
    ],
  });
}

/** What became of it. */
export function answeredCard(cover: Cover): Card {
  const who = cover.answered?.by.name ?? cover.asked?.name ?? 'Nobody';
  const [title, after] = {
    asked: [`${who} was asked`, ''],
    set: [`${who} accepted`, 'It holds from now on.'],
    declined: [`${who} declined`, 'Nothing was changed: it stays as it was.'],
    undone: [`${who} took it back`, 'It is as if it had not been arranged.'],
    expired: [`${who} did not answer in time`, 'Nothing was changed: it stays as it was.'],
  }[cover.state];
  return plainCard({
    ref: ROSTER,
    tone: cover.state === 'set' ? 'good' : 'high',
    badge: '📟 ON CALL',
    title: title ?? '',
    lines: [coverLine({ ...cover, state: 'set' }), [after ?? '']],
    actions: [{ verb: 'on-call', label: 'Who is on call?' }],
  });
}

function reasonLines({ reason }: Cover): Line[] {
  return reason === '' ? [] : [[oneLine(reason)]];
}
