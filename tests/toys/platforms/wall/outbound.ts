import { type Outbound, type Post, SendError } from '../../../../src/bot/contract.ts';
import { addressOf } from '../../../../src/desk/destination.ts';
import { type Wall, WallTrouble } from '../../wall.ts';
import { render, rungBy } from './render.ts';

const PLENTY = { count: 100, seconds: 1, burst: 100 };

/** Letters that one note has room for. */
const LONGEST_NOTE = 2_000;

/** How long the wall wants to be left alone when it is busy. */
const REST = 1_000;

export function createOutbound(wall: Wall, platform: string): Outbound {
  return {
    pacing: { posts: { each: PLENTY, all: PLENTY }, edits: { each: PLENTY, all: PLENTY } },
    async post(post) {
      if (post.signal.aborted) throw new SendError('later', 'There was no time left to write on the wall.');
      const { destination, key, card, thread, loud = false, rings = false } = post;
      const note = {
        place: addressOf(destination),
        key,
        face: render(card),
        loud,
        rang: rings ? rungBy(card, platform) : [],
      };
      try {
        return await within(post, wall.post(thread === undefined ? note : { ...note, thread }));
      } catch (error) {
        throw sendErrorFrom(error, destination);
      }
    },
    async edit(_destination, reference, card) {
      if (!wall.change(reference, render(card))) throw new SendError('gone', 'Somebody took the note off the wall.');
    },
    fits: (card) => render(card).text.length <= LONGEST_NOTE,
    find: async ({ destination, key }) => {
      return wall.notes.find((note) => note.key === key && note.place === addressOf(destination))?.id;
    },
  };
}

/** Gives up when the signal fires: what is under way may still arrive. */
async function within(post: Post, work: Promise<string>): Promise<string> {
  const given = Promise.withResolvers<never>();
  const giveUp = (): void => given.reject(new WallTrouble('silence'));
  post.signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, given.promise]);
  } finally {
    post.signal.removeEventListener('abort', giveUp);
  }
}

function sendErrorFrom(error: unknown, destination: string): unknown {
  if (!(error instanceof WallTrouble)) return error;
  if (error.reason === 'busy') return new SendError('later', 'The wall asks for a pause.', { retryAfter: REST });
  if (error.reason === 'silence') return new SendError('unsure', 'The wall did not say whether it took the note.');
  return new SendError('refused', `There is no place ${addressOf(destination)} on the wall: correct the route.`);
}
