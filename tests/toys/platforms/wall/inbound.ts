import { parseButton } from '../../../../src/bot/button.ts';
import type { Answer, Ask, Inbound, Interactions, PlatformLog, Presser } from '../../../../src/bot/contract.ts';
import type { Form } from '../../../../src/desk/form.ts';
import type { Deed, Person, Wall, Whisper } from '../../wall.ts';
import { questionFor, render, words } from './render.ts';

/** Translates what people do into requests, and answers into whispers. No rule about who may do what is in here. */
export function createInbound(wall: Wall, platform: string, log: PlatformLog): Inbound {
  const underWay = new Set<Promise<Whisper>>();
  const open = new Map<string, Form>();
  let number = 0;

  async function hear(interactions: Interactions, person: Person, place: string, deed: Deed): Promise<Whisper> {
    const ask = askFor(deed, open.get(person.account));
    if (!ask) return { text: 'There is nothing behind this button.' };
    number += 1;
    const id = `${wall.name}-${number}`;
    const destination = `${platform}:${place}`;
    try {
      const answer = await interactions.answer({ id, presser: presserFor(person, platform), place: destination, ask });
      return whisperFor(answer, person, open);
    } catch (error) {
      log.error({ error }, 'a deed on the wall failed');
      return { text: 'Something failed and nothing was saved. Try again.' };
    }
  }

  return {
    single: false,
    async start(interactions) {
      wall.ear = {
        hear(person, place, deed) {
          const whisper = hear(interactions, person, place, deed);
          underWay.add(whisper);
          return whisper.finally(() => underWay.delete(whisper));
        },
        async suggest(person, place, among, typed) {
          const presser = presserFor(person, platform);
          const choices = await interactions.choices(among, typed, { presser, place: `${platform}:${place}` });
          return choices.map(({ label }) => label);
        },
      };
    },
    deaf: () => (wall.ear ? undefined : 'Nobody listens at the wall.'),
    async stop() {
      wall.ear = undefined;
      await Promise.all(underWay);
    },
  };
}

function askFor(deed: Deed, form: Form | undefined): Ask | undefined {
  if (deed.does === 'press') return parseButton(deed.id);
  if (deed.does === 'send') return form && { is: 'submit', form: form.id, token: form.token, filled: deed.filled };
  const { command: name, subcommand, argument } = deed;
  return {
    is: 'command',
    name,
    ...(subcommand === undefined ? {} : { subcommand }),
    ...(argument === undefined ? {} : { argument }),
  };
}

function presserFor({ account, name, email }: Person, platform: string): Presser {
  return { platform, account, name, email, admin: false, guest: false };
}

function whisperFor(answer: Answer, { account }: Person, open: Map<string, Form>): Whisper {
  if (answer.is === 'said') return { text: words(answer.line) };
  if (answer.is === 'card') return render(answer.card);
  open.set(account, answer.form);
  const mistakes = answer.is === 'mistakes' ? Object.values(answer.mistakes) : [];
  return { text: mistakes.join('\n'), question: questionFor(answer.form) };
}
