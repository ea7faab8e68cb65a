/** Components and embeds of every kind that Discord's stand-in takes. */
import { ROLE } from './chats-stage.ts';

type Json = Record<string, unknown>;

export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;

export function textOf(content: string): Json {
  return { type: 10, content };
}

export function row(...components: Json[]): Json {
  return { type: 1, components };
}

export function button(customId: string, label: string, style = 2, more: Json = {}): Json {
  return { type: 2, style, custom_id: customId, label, ...more };
}

function options(...values: string[]): Json[] {
  return values.map((value) => ({ label: value.toUpperCase(), value, description: `about ${value}` }));
}

export function markdownWords(hostile: string): string {
  const seconds = Math.floor(Date.now() / 1000) - 2 * 3600;
  return [
    '# Big words',
    '-# small words',
    `**bold** *slanted* __under__ ~~struck~~ \`code\` ||secret|| [a link](https://a.example/d) <@400000000000000002> <@&${ROLE}> <#300000000000000002>`,
    `<t:${seconds}:R>`,
    '> quoted',
    '- a point',
    `\`\`\`${hostile}\`\`\``,
  ].join('\n');
}

export function classic(): Json {
  return {
    content: 'A classic message',
    embeds: [
      {
        author: { name: 'The author' },
        title: 'An embed',
        url: 'https://a.example/embed',
        description: '**described** here',
        color: 0xe01e5a,
        fields: [
          { name: 'Left', value: 'inline one', inline: true },
          { name: 'Right', value: 'inline two', inline: true },
          { name: 'Below', value: 'a whole line' },
        ],
        image: { url: 'https://pictures.example/large.png' },
        thumbnail: { url: 'https://pictures.example/small.png' },
        footer: { text: 'The footer' },
        timestamp: '2026-05-04T10:00:00.000Z',
      },
    ],
    components: [
      row(
        button('blue', 'Blue', 1),
        button('grey', 'Grey', 2, { emoji: { name: '🔥' } }),
        button('green', 'Green', 3),
        button('off', 'Switched off', 4, { disabled: true }),
        { type: 2, style: 5, label: 'A page', url: 'https://a.example/page' },
      ),
      row({ type: 3, custom_id: 'colour', placeholder: 'A colour', options: options('red', 'green', 'blue') }),
      row({
        type: 3,
        custom_id: 'colours',
        placeholder: 'Some colours',
        min_values: 1,
        max_values: 2,
        options: options('red', 'green', 'blue'),
      }),
    ],
  };
}

export function newer(): Json {
  return {
    flags: V2,
    components: [
      {
        type: 17,
        accent_color: 0x57f287,
        components: [
          textOf('## In a container'),
          { type: 14, divider: true, spacing: 2 },
          { type: 9, components: [textOf('beside a button')], accessory: button('side', 'At the side', 1) },
          {
            type: 9,
            components: [textOf('beside a picture')],
            accessory: { type: 11, media: { url: 'https://pictures.example/t.png' }, description: 'A thumbnail' },
          },
          {
            type: 12,
            items: [
              { media: { url: 'https://pictures.example/1.png' }, description: 'First picture' },
              { media: { url: 'https://pictures.example/2.png' }, description: 'Hidden picture', spoiler: true },
            ],
          },
        ],
      },
      { type: 17, spoiler: true, components: [textOf('kept back')] },
    ],
  };
}

export function selects(): Json {
  return {
    content: 'Choose one of each',
    components: [
      row({ type: 5, custom_id: 'user', placeholder: 'A user' }),
      row({ type: 6, custom_id: 'role', placeholder: 'A role' }),
      row({ type: 7, custom_id: 'mentionable', placeholder: 'Anybody' }),
      row({ type: 8, custom_id: 'channel', placeholder: 'A channel' }),
      row({ type: 3, custom_id: 'dead', placeholder: 'Not now', disabled: true, options: options('never') }),
    ],
  };
}

function labelled(label: string, component: Json, more: Json = {}): Json {
  return { type: 18, label, component, ...more };
}

/** Two forms, for one holds five at most. */
export function firstForm(): Json {
  return {
    custom_id: 'first-form',
    title: 'The first form',
    components: [
      textOf('**Fill** it all'),
      labelled(
        'Hours',
        { type: 4, custom_id: 'hours', style: 1, min_length: 2, max_length: 4 },
        { description: 'As 1.5' },
      ),
      labelled('Story', { type: 4, custom_id: 'story', style: 2, required: false, value: 'Once' }),
      labelled('Colour', { type: 3, custom_id: 'colour', options: options('red', 'green') }),
      labelled('Colours', {
        type: 3,
        custom_id: 'colours',
        required: false,
        max_values: 2,
        options: options('red', 'green'),
      }),
    ],
  };
}

export function secondForm(): Json {
  return {
    custom_id: 'second-form',
    title: 'The second form',
    components: [
      labelled('Who', { type: 5, custom_id: 'who' }),
      labelled('Where', { type: 8, custom_id: 'where', required: false }),
      labelled('Side', { type: 21, custom_id: 'side', options: options('left', 'right') }),
      labelled('Extras', { type: 22, custom_id: 'extras', required: false, options: options('one', 'two') }),
      labelled('Sure', { type: 23, custom_id: 'sure' }),
    ],
  };
}

const STRING = 3;

export const commands: Json[] = [
  {
    name: 'alerts',
    description: 'What fails now',
    options: [
      { type: STRING, name: 'show', description: 'Which of them', autocomplete: true },
      {
        type: STRING,
        name: 'order',
        description: 'In which order',
        choices: [
          { name: 'Newest first', value: 'new' },
          { name: 'Oldest first', value: 'old' },
        ],
      },
      { type: 5, name: 'all', description: 'Of every client' },
    ],
  },
  {
    name: 'desk',
    description: 'Deskbell itself',
    options: [
      { type: 1, name: 'help', description: 'What it can do' },
      {
        type: 2,
        name: 'link',
        description: 'Accounts',
        options: [
          {
            type: 1,
            name: 'person',
            description: 'Link somebody',
            options: [{ type: 6, name: 'who', description: 'Whom', required: true }],
          },
        ],
      },
    ],
  },
  { type: 3, name: 'Make a ticket' },
];
