import { setTimeout as pause } from 'node:timers/promises';

/** A message on the wall. */
export interface Note {
  id: string;
  /** A channel's name, or `@` and an account. */
  place: string;
  key: string;
  face: Face;
  thread?: string;
  loud: boolean;
  rang: readonly string[];
}

/** What people see of a message: words, buttons to press, links to follow. */
export interface Face {
  text: string;
  buttons: readonly { label: string; id: string }[];
  links: readonly string[];
}

export interface Question {
  title: string;
  fields: readonly { id: string; label: string; value: string; among?: string }[];
}

/** What one person alone is shown. */
export interface Whisper extends Partial<Face> {
  text: string;
  question?: Question;
}

export interface Person {
  account: string;
  name: string;
  email: string;
}

/** What a person does. The bot is told of it, and answers them alone. */
export type Deed =
  | { does: 'press'; id: string }
  | { does: 'type'; command: string; subcommand?: string; argument?: string }
  | { does: 'send'; filled: Readonly<Record<string, string>> };

interface Ear {
  hear(person: Person, place: string, deed: Deed): Promise<Whisper>;
  suggest(person: Person, place: string, among: string, typed: string): Promise<readonly string[]>;
}

/** The system behind the toy platform: a wall that one can post on. Nobody but the bot hears what is pressed. */
export interface Wall {
  readonly name: string;
  readonly places: readonly string[];
  readonly people: readonly Person[];
  readonly notes: readonly Note[];
  /** Who listens, if anybody does. */
  ear: Ear | undefined;
  /** What happens to the next message. */
  next: 'busy' | 'lost' | 'slow' | undefined;
  post(note: Omit<Note, 'id'>): Promise<string>;
  /** False when there is no such message. */
  change(id: string, face: Face): boolean;
  remove(id: string): void;
}

/** The wall did not take a message, or said nothing of it. */
export class WallTrouble extends Error {
  override readonly name = 'WallTrouble';
  readonly reason: 'busy' | 'no such place' | 'silence';

  constructor(reason: WallTrouble['reason']) {
    super(`the wall: ${reason}`);
    this.reason = reason;
  }
}

/** Longer than any test waits. */
const SLOW = 2_500;

const walls = new Map<string, Wall>();

/** The wall of this name; one that is new has a channel `alerts`, Ann and Ben. */
export function wallNamed(name: string): Wall {
  const found = walls.get(name) ?? buildWall(name);
  walls.set(name, found);
  return found;
}

function buildWall(name: string): Wall {
  const notes: Note[] = [];
  let number = 0;
  return {
    name,
    places: ['alerts', '@ann', '@ben'],
    people: [
      { account: 'ann', name: 'Ann Baker', email: 'ann@msp.example' },
      { account: 'ben', name: 'Ben Cole', email: 'ben@msp.example' },
    ],
    notes,
    ear: undefined,
    next: undefined,
    async post(note) {
      const mishap = this.next;
      this.next = undefined;
      if (mishap === 'busy') throw new WallTrouble('busy');
      if (!this.places.includes(note.place)) throw new WallTrouble('no such place');
      number += 1;
      notes.push({ ...note, id: `note-${number}` });
      if (mishap === 'slow') await pause(SLOW);
      if (mishap === 'lost') throw new WallTrouble('silence');
      return `note-${number}`;
    },
    change(id, face) {
      const index = notes.findIndex((note) => note.id === id);
      const note = notes[index];
      if (note) notes[index] = { ...note, face };
      return note !== undefined;
    },
    remove(id) {
      const index = notes.findIndex((note) => note.id === id);
      if (index !== -1) notes.splice(index, 1);
    },
  };
}
