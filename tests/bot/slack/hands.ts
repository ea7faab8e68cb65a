import { setTimeout as pause } from 'node:timers/promises';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import type { Shown, ShownField } from '../contract/stage.ts';
import { readingOf, wordsOf, type Readable } from './reading.ts';

export const BEN = 'U0BEN';
export const ALERTS = 'C0ALERTS';
/** Longer than the slowest answer of the suite, which comes after 3.3 s. */
const WAIT = 5_000;
/** Nothing more is to come after so many milliseconds. */
const QUIET = 60;

/** The hands of Ben Cole, and what he then sees. */
export function handsOn(slack: SlackStandIn) {
  const viewText = (view: object | undefined): string =>
    view === undefined
      ? ''
      : wordsOf({
          ...view,
          type: 'view',
          elements: undefined,
          text: undefined,
          fields: 'blocks' in view ? view.blocks : [],
        });

  /** Does something and gathers what the person newly sees, until something came or nothing will. */
  async function watching(deed: () => Promise<{ errors?: Record<string, string>; error?: string }>): Promise<Shown> {
    const before = new Set(shownTo(slack).map((one) => JSON.stringify(one)));
    const viewsBefore = JSON.stringify(slack.views(BEN));
    const outcome = await deed();
    const errors = Object.values(outcome.errors ?? {});
    const news = () => shownTo(slack).filter((one) => !before.has(JSON.stringify(one)));
    const settled = (): boolean => {
      const views = slack.views(BEN);
      return (
        JSON.stringify(views) !== viewsBefore && views.length > 0 && !viewText(views.at(-1)).includes('One moment')
      );
    };
    await slack.until(() => news().length > 0 || errors.length > 0 || settled(), WAIT).catch(() => {});
    await pause(QUIET);
    const read = news().map(readingOf);
    const view = slack.views(BEN).at(-1);
    const form = view === undefined ? undefined : formIn(view);
    return {
      text: [...read.map((one) => one.text), ...errors, ...(settled() ? [viewText(view)] : [])].join('\n'),
      buttons: read.flatMap((one) => one.buttons),
      ...(form === undefined ? {} : { form }),
    };
  }

  return {
    press(label: string, reference?: string) {
      const ephemeral = slack.ephemerals(BEN).at(-1);
      const [channel, ts] = reference?.split('/') ?? [ephemeral?.channel, ephemeral?.ts];
      return watching(() => slack.click({ user: BEN, channel: channel ?? '', ts: ts ?? '', text: label }));
    },
    command(name: string, { subcommand, argument }: { subcommand?: string; argument?: string }) {
      const text = [subcommand, argument].filter(Boolean).join(' ');
      return watching(() => slack.command({ user: BEN, channel: ALERTS, command: `/${name}`, text }));
    },
    async submit(filled: Readonly<Record<string, string>>) {
      await offerSearches(slack);
      const fields = formIn(slack.views(BEN).at(-1) ?? {})?.fields ?? [];
      const entries = fields.flatMap((field) => {
        const value = filled[field.id];
        return value === undefined ? [] : [[field.block, entryFor(field.kind, value)] as const];
      });
      return watching(() => slack.submit({ user: BEN, values: Object.fromEntries(entries) }));
    },
    async suggest({ field }: { field: string }, typed: string) {
      const view = formIn(slack.views(BEN).at(-1) ?? {});
      const block = view?.fields.find((one) => one.id === field);
      const outcome = await slack.suggest({
        user: BEN,
        blockId: block?.block ?? '',
        actionId: block?.action ?? '',
        value: typed,
      });
      const { options } = outcome.response as { options: { text: { text: string } }[] };
      return options.map((option) => option.text.text);
    },
  };
}

/** What Ben alone sees. */
function shownTo(slack: SlackStandIn): Readable[] {
  return [...slack.ephemerals(BEN), ...slack.directMessages(BEN)];
}

/** A person opens each search before choosing from it. */
async function offerSearches(slack: SlackStandIn): Promise<void> {
  const fields = formIn(slack.views(BEN).at(-1) ?? {})?.fields ?? [];
  for (const { kind, block, action } of fields) {
    if (kind === 'external_select') await slack.suggest({ user: BEN, blockId: block, actionId: action, value: '' });
  }
}

function entryFor(kind: string, value: string): string | string[] {
  if (kind !== 'checkboxes') return value;
  return value === '' ? [] : [value];
}

interface FormField extends ShownField {
  block: string;
  action: string;
  kind: string;
}

interface ViewPart {
  title?: { text: string };
  submit?: unknown;
  blocks?: readonly {
    type: string;
    block_id?: string;
    label?: { text: string };
    element?: { type: string; action_id: string };
  }[];
  state?: {
    values: Record<
      string,
      Record<string, { value?: string; selected_option?: { value: string }; selected_options?: { value: string }[] }>
    >;
  };
}

function formIn(view: ViewPart): { title: string; fields: FormField[] } | undefined {
  if (!view.submit) return undefined;
  const inputs = (view.blocks ?? []).filter((block) => block.type === 'input');
  const fields = inputs.map(({ block_id: block = '', label, element }) => {
    const [state] = Object.values(view.state?.values[block] ?? {});
    const value = state?.value ?? state?.selected_option?.value ?? state?.selected_options?.[0]?.value ?? '';
    const id = block.slice(block.indexOf(':') + 1);
    return { id, label: label?.text ?? '', value, block, action: element?.action_id ?? '', kind: element?.type ?? '' };
  });
  return { title: view.title?.text ?? '', fields };
}
