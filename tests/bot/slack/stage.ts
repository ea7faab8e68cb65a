import { setTimeout as pause } from 'node:timers/promises';
import { startSlack, type SlackStandIn } from '../../../sandbox/slack/index.ts';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import type { PlatformLog } from '../../../src/bot/contract.ts';
import { addressOf, directAccount, type Destination } from '../../../src/desk/destination.ts';
import { SlackEnvironment } from '../../../src/bot/slack/environment.ts';
import { system } from '../../../src/bot/slack/index.ts';
import { SCOPES } from '../../../src/bot/slack/scopes.ts';
import type { PlatformStage, Seen, Shown, ShownField } from '../contract/stage.ts';
import { readingOf, wordsOf } from './reading.ts';

export const BEN = 'U0BEN';
export const ALERTS = 'C0ALERTS';
/** Longer than the slowest answer of the suite, which comes after 3.3 s. */
const WAIT = 5_000;
/** Nothing more is to come after so many milliseconds. */
const QUIET = 60;

export interface SlackStage extends PlatformStage {
  slack: SlackStandIn;
  logged: Line[];
}

export interface Line {
  level: 'info' | 'warn' | 'error';
  fields: object;
  message: string;
}

export function recordingLog(lines: Line[]): PlatformLog {
  return {
    info: (fields, message) => void lines.push({ level: 'info', fields, message }),
    warn: (fields, message) => void lines.push({ level: 'warn', fields, message }),
    error: (fields, message) => void lines.push({ level: 'error', fields, message }),
  };
}

export function environmentFor(slack: SlackStandIn, parts: Partial<SlackEnvironment> = {}): SlackEnvironment {
  return SlackEnvironment.parse({
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CHANNEL: ALERTS,
    ...parts,
  });
}

/** The bot's Slack side against a strict Slack, with the scopes of the manifest and nothing more. */
export async function slackStage(options: SlackOptions = {}): Promise<SlackStage> {
  const slack = await startSlack({ scopes: Object.keys(SCOPES), ...options });
  const logged: Line[] = [];
  const platform = system.connect(environmentFor(slack), recordingLog(logged));
  return { slack, platform, logged, ...handsOn(slack), ...eyesOn(slack) };
}

function eyesOn(slack: SlackStandIn) {
  return {
    channel: `slack:${ALERTS}`,
    unknown: 'slack:C0NOWHERE',
    presser: { account: BEN, name: 'Ben Cole' },
    secrets: [slack.settings.botToken, slack.settings.appToken, slack.settings.signingSecret],
    read: async (destination: Destination) => readIn(slack, destination),
    async remove(reference: string) {
      const [channel = '', ts = ''] = reference.split('/');
      slack.deleteMessage(channel, ts);
    },
    spoil(how: 'busy' | 'lost' | 'slow') {
      const path = '^/api/chat.postMessage$';
      const headers = { 'retry-after': '1' };
      if (how === 'busy') slack.fail({ path, times: 1, action: { do: 'answer', status: 429, headers, body: {} } });
      else if (how === 'lost') slack.fail({ path, times: 1, action: { do: 'drop-after' } });
      else slack.fail({ path, times: 1, action: { do: 'delay-after', milliseconds: 2_500 } });
    },
    close: () => slack.close(),
  };
}

function readIn(slack: SlackStandIn, destination: Destination): Seen[] {
  const account = directAccount(destination);
  const roots = account === undefined ? slack.messages(addressOf(destination)) : slack.directMessages(account);
  return roots
    .flatMap((root) => [root, ...root.replies])
    .map((message): Seen => {
      const ping = slack.pings.find((one) => one.ts === message.ts);
      const channel = ping?.channel ?? addressOf(destination);
      const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
      return {
        reference: `${channel}/${message.ts}`,
        ...readingOf(message),
        ...(inThread ? { thread: `${channel}/${message.thread_ts}` } : {}),
        inChannel: !inThread || message.subtype === 'thread_broadcast',
        rang: ping?.mentions ?? [],
      };
    });
}

function handsOn(slack: SlackStandIn) {
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
    const told = slack.ephemerals(BEN).length;
    const direct = slack.directMessages(BEN).length;
    const before = JSON.stringify(slack.views(BEN));
    const outcome = await deed();
    const errors = Object.values(outcome.errors ?? {});
    const isNew = (): boolean =>
      slack.ephemerals(BEN).length > told ||
      slack.directMessages(BEN).length > direct ||
      errors.length > 0 ||
      settled();
    const settled = (): boolean => {
      const views = slack.views(BEN);
      return JSON.stringify(views) !== before && views.length > 0 && !viewText(views.at(-1)).includes('One moment');
    };
    await slack.until(isNew, WAIT).catch(() => {});
    await pause(QUIET);
    const news = [...slack.ephemerals(BEN).slice(told), ...slack.directMessages(BEN).slice(direct)].map(readingOf);
    const view = slack.views(BEN).at(-1);
    const form = view === undefined ? undefined : formIn(view);
    return {
      text: [...news.map((one) => one.text), ...errors, ...(settled() ? [viewText(view)] : [])].join('\n'),
      buttons: news.flatMap((one) => one.buttons),
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
