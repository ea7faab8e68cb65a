import { setTimeout as pause } from 'node:timers/promises';
import type { ViewResponseAction } from '@slack/bolt';
import type { Filled } from '../../desk/form.ts';
import { plain, type Line } from '../../desk/text.ts';
import type { Answer, Ask, Interactions, PlatformLog, Request } from '../contract.ts';
import { viewFor } from './answer-view.ts';
import { linesView } from './form.ts';
import { reasonOf } from './library-log.ts';
import { PATIENCE } from './limits.ts';
import { WORKING, type Show } from './show.ts';
import type { Spot } from './spot.ts';

/** A press waits this long for its answer; then Slack is told that it was heard, and the answer follows. */
const ACK_AFTER = PATIENCE - 1_000;
/** A form that is not there by then gets a modal to come into, while the trigger still lives. */
const LOADING_AFTER = 1_200;
/** Beyond this nobody is waiting any more, in milliseconds. */
const GIVE_UP = 20_000;

const FAILED: Line = [
  'Nothing was saved: Deskbell could not finish this. Please try again in a minute; if it goes on, ask whoever runs Deskbell to look at its log.',
];
const STUCK: Line = [
  'Deskbell did not finish this in time, and it may or may not be saved. Look at the card before you try again.',
];
const UNDRAWN: Answer = { is: 'said', line: ['The desk cannot be shown now. Open this page again in a minute.'] };

/** A press on a message or a command, and how to tell Slack that it was heard. */
export interface Pressed {
  /** Known at once; the rest of the request may wait for Slack to say who it is. */
  ask: Ask;
  request: Promise<Request>;
  spot: Spot;
  ack(): Promise<void>;
}

/** A form that was sent: the view, its input blocks in order, what was typed, and the answer that goes with the ack. */
export interface Submitted {
  request: Promise<Request>;
  spot: Spot;
  view: string;
  inputs: readonly string[];
  /** The block of a field. */
  blockOf(field: string): string | undefined;
  filled: Filled;
  ack(response?: ViewResponseAction): Promise<void>;
}

interface Outcome {
  answer: Answer;
  /** The desk itself failed: nothing of it happened. */
  failed: boolean;
}

export interface Answering {
  press(pressed: Pressed): Promise<void>;
  submit(submitted: Submitted): Promise<void>;
  /** Somebody opened their home. Slack was told already, and waits for nothing. */
  visit(request: Promise<Request>, spot: Spot): Promise<void>;
}

/** Durable first, then heard, then shown: the order in which nothing is lost and nobody waits longer than Slack does. */
export function createAnswering(interactions: Interactions, show: Show, log: PlatformLog): Answering {
  async function outcomeOf(wanted: Promise<Request>): Promise<Outcome> {
    const timer = new AbortController();
    const stuck = pause(GIVE_UP, undefined, { signal: timer.signal }).then((): Outcome => {
      log.error({ milliseconds: GIVE_UP }, 'a press was not answered in time');
      return { answer: { is: 'said', line: STUCK }, failed: true };
    });
    try {
      return await Promise.race([answered(wanted), stuck]);
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'a press could not be answered');
      return { answer: { is: 'said', line: FAILED }, failed: true };
    } finally {
      timer.abort();
      stuck.catch(() => {});
    }
  }

  async function answered(wanted: Promise<Request>): Promise<Outcome> {
    return { answer: await interactions.answer(await wanted), failed: false };
  }

  async function heard(ack: () => Promise<void>): Promise<void> {
    await ack().catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'Slack could not be told that a press was heard');
    });
  }

  async function loadingFor({ ask, spot }: Pressed, outcome: Promise<Outcome>): Promise<string | undefined> {
    if (!interactions.opensForm(ask)) return undefined;
    return (await within(outcome, LOADING_AFTER)) === undefined ? show.loading(spot) : undefined;
  }

  return {
    async press(pressed) {
      const outcome = outcomeOf(pressed.request);
      const loading = loadingFor(pressed, outcome);
      await within(outcome, ACK_AFTER);
      await heard(() => pressed.ack());
      const { answer } = await outcome;
      const view = await loading;
      await (view ? show.intoView(view, pressed.spot, answer) : show.answer(pressed.spot, answer));
    },

    async visit(request, spot) {
      const { answer, failed } = await outcomeOf(request);
      await show.answer(spot, failed ? UNDRAWN : answer);
    },

    async submit(submitted) {
      const outcome = outcomeOf(submitted.request);
      const early = await within(outcome, ACK_AFTER);
      if (early === undefined) {
        await heard(() => submitted.ack({ response_action: 'update', view: linesView('Deskbell', [WORKING]) }));
        const { answer } = await outcome;
        return show.intoView(submitted.view, submitted.spot, answer, submitted.filled);
      }
      const response = responseTo(submitted, early);
      await heard(() => submitted.ack(response));
      if (response.response_action === 'clear') await show.answer(submitted.spot, early.answer);
    },
  };
}

/** What Slack does with the form: it stays with its mistakes, turns into the next one, or closes. */
function responseTo(submitted: Submitted, { answer, failed }: Outcome): ViewResponseAction {
  const { spot, filled, inputs } = submitted;
  if (answer.is === 'form') return { response_action: 'update', view: viewFor(spot, answer) };
  if (answer.is === 'mistakes') {
    const errors = errorsFrom(submitted, answer.mistakes);
    if (errors !== undefined) return { response_action: 'errors', errors };
    return { response_action: 'update', view: viewFor(spot, answer, filled) };
  }
  const [first] = inputs;
  if (failed && answer.is === 'said' && first !== undefined) {
    return { response_action: 'errors', errors: { [first]: plain(answer.line) } };
  }
  if (spot.view !== undefined) return { response_action: 'update', view: viewFor(spot, answer) };
  return { response_action: 'clear' };
}

/** Sentences by block; what belongs to no field here goes to the first. Undefined when there is no field to put one under. */
function errorsFrom(
  submitted: Submitted,
  mistakes: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const [first] = submitted.inputs;
  if (first === undefined) return undefined;
  const errors: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(mistakes)) {
    const block = submitted.blockOf(field) ?? first;
    errors[block] = [errors[block], sentence].filter(Boolean).join(' ');
  }
  return Object.keys(errors).length === 0 ? undefined : errors;
}

/** The result if it is there in time. */
export async function within<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | undefined> {
  const timer = new AbortController();
  const late = pause(milliseconds, undefined, { signal: timer.signal });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}
