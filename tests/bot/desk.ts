import { createInteractions } from '../../src/bot/interactions.ts';
import type { Answer, Ask, Interactions, Presser } from '../../src/bot/contract.ts';
import type { Ports } from '../../src/bot/ports.ts';
import type { CardRow } from '../../src/desk/card.ts';
import type { Filled } from '../../src/desk/form.ts';
import { plain } from '../../src/desk/text.ts';
import type { House } from '../../src/store/store.ts';
import { ANN, BEN, CHANNEL, CLIENTS, settings } from '../desk/build.ts';
import type { Stage } from '../store/stage.ts';
import { lossHeard } from './loss.ts';
import { NO_PORTS } from './ports.ts';

/** Ann owns the place, Ben works there, Vera only looks. */
export const PEOPLE = [
  { name: ANN.name, email: ANN.email, role: 'owner', chat: 'A1', desk: '7' },
  { name: BEN.name, email: BEN.email, role: 'technician', chat: 'B1' },
  { name: 'Vera Vogt', email: 'vera@msp.example', role: 'viewer', chat: 'V1' },
];

export const HOUSE: Partial<House> = { settings: settings({ people: PEOPLE }) };
export const WALLED_HOUSE: Partial<House> = { settings: settings({ people: PEOPLE, clients: CLIENTS }) };

export function presser(account: string, more: Partial<Presser> = {}): Presser {
  return { platform: 'chat', account, name: `user ${account}`, admin: false, guest: false, ...more };
}

export const ANN_PRESSES = presser('A1');
export const BEN_PRESSES = presser('B1');
export const VERA_PRESSES = presser('V1');
export const STRANGER = presser('Z9');

/** Somebody at the desk, pressing and typing. */
export interface Hands {
  interactions: Interactions;
  click(who: Presser, verb: string, ref: string, word?: string, place?: string): Promise<Answer>;
  command(who: Presser, typed: string, place?: string): Promise<Answer>;
  submit(who: Presser, token: string, filled: Filled, place?: string): Promise<Answer>;
}

export function handsOn(stage: Stage, ports: Partial<Ports> = {}): Hands {
  const hearing = lossHeard();
  const log = { info: () => undefined, warn: () => undefined, error: hearing.error };
  const interactions = createInteractions({
    store: stage.store,
    log,
    ports: { ...NO_PORTS, ...ports },
  });
  let count = 0;
  async function ask(who: Presser, place: string, of: Ask): Promise<Answer> {
    count += 1;
    const given = await interactions.answer({ id: `press-${count}`, presser: who, place, ask: of });
    hearing.throwLost();
    return given;
  }
  return {
    interactions,
    click: (who, verb, ref, word, place = CHANNEL) =>
      ask(who, place, { is: 'click', verb, ref, revision: 1, ...(word === undefined ? {} : { with: word }) }),
    command(who, typed, place = CHANNEL) {
      const [name = '', ...rest] = typed.split(' ');
      const subcommand = name === 'desk' ? rest.shift() : undefined;
      const argument = rest.join(' ');
      return ask(who, place, {
        is: 'command',
        name,
        ...(subcommand === undefined ? {} : { subcommand }),
        ...(argument === '' ? {} : { argument }),
      });
    },
    submit: (who, token, filled, place = CHANNEL) => ask(who, place, { is: 'submit', form: 'log-time', token, filled }),
  };
}

/** All that an answer says, in plain words. */
export function said(answer: Answer): string {
  if (answer.is === 'said') return plain(answer.line);
  if (answer.is === 'form') return `form ${answer.form.title}`;
  if (answer.is === 'mistakes') return `mistakes ${JSON.stringify(answer.mistakes)}`;
  const { title, lines, rows } = answer.card;
  return [title, ...lines.map(plain), ...rows.map(rowWords)].filter((part) => part !== '').join(' / ');
}

function rowWords({ line, detail }: CardRow): string {
  return detail ? `${plain(line)} · ${plain(detail)}` : plain(line);
}

/** The words of the buttons under an answer's card: `verb ref with`. */
export function buttons(answer: Answer): string[] {
  if (answer.is !== 'card') return [];
  const { card } = answer;
  return [...card.rows.flatMap(({ action }) => action ?? []), ...card.actions].map((action) =>
    [action.verb, action.ref ?? card.ref, action.with].filter((part) => part !== undefined).join(' '),
  );
}
