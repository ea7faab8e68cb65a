import { randomUUID } from 'node:crypto';
import { addressOf, type Destination } from '../../src/desk/destination.ts';
import type { PlatformStage, Seen, Shown } from '../bot/contract/stage.ts';
import { system } from './platforms/wall/index.ts';
import { type Deed, type Note, type Person, type Wall, wallNamed, type Whisper } from './wall.ts';

const CHANNEL = 'alerts';

/** The toy platform on a wall of its own, with Ben Cole as the person who presses. */
export async function wallStage(): Promise<PlatformStage> {
  const wall = wallNamed(randomUUID());
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const ben = personNamed(wall, 'ben');
  let whisper: Whisper = { text: '' };

  async function act(deed: Deed): Promise<Shown> {
    whisper = await actOn(wall, ben, deed);
    const { text, buttons = [], question: form } = whisper;
    return { text, buttons: buttons.map(({ label }) => label), ...(form ? { form } : {}) };
  }

  return {
    platform: system.connect({ WALL_NAME: wall.name }, silent),
    channel: `wall:${CHANNEL}`,
    unknown: 'wall:nowhere',
    presser: { account: ben.account, name: ben.name },
    secrets: [],
    read: async (destination: Destination) => {
      return wall.notes.filter(({ place }) => place === addressOf(destination)).map(seenFor);
    },
    remove: async (reference) => wall.remove(reference),
    spoil: (how) => void (wall.next = how),
    async press(label, reference) {
      const note = wall.notes.find(({ id }) => id === reference);
      const face = reference === undefined ? whisper : note?.face;
      const button = face?.buttons?.find((one) => one.label === label);
      if (!button) throw new Error(`there is no button ${label}`);
      return act({ does: 'press', id: button.id });
    },
    command: (command, more) => act({ does: 'type', command, ...more }),
    submit: (filled) => act({ does: 'send', filled }),
    async suggest({ field }, typed) {
      const among = whisper.question?.fields.find(({ id }) => id === field)?.among ?? '';
      return (await wall.ear?.suggest(ben, CHANNEL, among, typed)) ?? [];
    },
    close: async () => undefined,
  };
}

export function personNamed(wall: Wall, account: string): Person {
  const found = wall.people.find((person) => person.account === account);
  if (!found) throw new Error(`nobody on the wall is ${account}`);
  return found;
}

/** What somebody does in the channel, and what they alone are shown. */
export async function actOn(wall: Wall, person: Person, deed: Deed): Promise<Whisper> {
  if (!wall.ear) throw new Error('nobody listens at the wall');
  return wall.ear.hear(person, CHANNEL, deed);
}

function seenFor({ id, face, thread, loud, rang }: Note): Seen {
  return {
    reference: id,
    text: face.text,
    buttons: face.buttons.map(({ label }) => label),
    links: face.links,
    inChannel: thread === undefined || loud,
    rang,
    ...(thread === undefined ? {} : { thread }),
  };
}
