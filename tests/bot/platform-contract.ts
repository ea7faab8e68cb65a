import { describe } from 'vitest';
import type { SetUp } from './contract/acting.ts';
import { describeForms } from './contract/forms.ts';
import { describeLife } from './contract/life.ts';
import { describeMessages } from './contract/messages.ts';
import { describeMonsters } from './contract/monsters.ts';
import { describePresses } from './contract/presses.ts';
import { describeTrouble } from './contract/trouble.ts';

/** What every platform must do, whatever it is. `setUp` brings one that is connected to its own stand-in (contract/stage.ts). */
export function describePlatform(name: string, setUp: SetUp): void {
  describe(`${name} as a platform`, () => {
    describeMessages(setUp);
    describeTrouble(setUp);
    describeMonsters(setUp);
    describePresses(setUp);
    describeForms(setUp);
    describeLife(setUp);
  });
}
