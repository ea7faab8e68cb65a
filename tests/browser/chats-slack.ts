/** Blocks of every kind that Slack's stand-in takes, in groups as a message may carry them. */

type Json = Record<string, unknown>;

export const HOSTILE = '<img src=x onerror="window.hit=1"></pre><script>window.hit=1</script>';

export function plain(text: string): Json {
  return { type: 'plain_text', text };
}

export function mrkdwn(text: string): Json {
  return { type: 'mrkdwn', text };
}

export function option(value: string, more: Json = {}): Json {
  return { text: plain(value.toUpperCase()), value, ...more };
}

function text(words: string, style?: Json): Json {
  return { type: 'text', text: words, ...(style ? { style } : {}) };
}

function image(words: string): Json {
  return { type: 'image', image_url: 'https://pictures.example/one.png', alt_text: words };
}

const HOUR = 3600;

export function words(): Json[] {
  const seconds = Math.floor(Date.now() / 1000) - 2 * HOUR;
  return [
    { type: 'header', text: plain('A header :rotating_light:') },
    {
      type: 'section',
      text: mrkdwn(
        `*bold* _slanted_ ~struck~ \`code\` <https://a.example/x|a link> <@U0ANN> <#C0SECOND> <!subteam^S0ONCALL> <!here> :warning: &lt;tag&gt;\n&gt;quoted\n\`\`\`fenced\`\`\``,
      ),
    },
    {
      type: 'section',
      fields: [mrkdwn('*Host*\nGLOBEX-DC01'), mrkdwn(`*Since*\n<!date^${seconds}^{ago}|some time ago>`)],
      accessory: image('A small map'),
    },
    { type: 'context', elements: [image('A tiny icon'), mrkdwn('*small* words'), plain('plain words')] },
    { type: 'divider' },
    { ...image('Load over a day'), title: plain('The load') },
    { type: 'section', text: plain(HOSTILE) },
  ];
}

export function rich(): Json[] {
  const section = (...elements: Json[]): Json => ({ type: 'rich_text_section', elements });
  return [
    {
      type: 'rich_text',
      elements: [
        section(
          text('heavy', { bold: true }),
          text(' leaning', { italic: true }),
          text(' gone', { strike: true }),
          text(' typed', { code: true }),
          { type: 'link', url: 'https://a.example/rich', text: ' rich link' },
          { type: 'link', url: 'javascript:window.hit=1', text: ' bad link' },
          { type: 'user', user_id: 'U0BEN' },
          { type: 'channel', channel_id: 'C0SECOND' },
          { type: 'usergroup', usergroup_id: 'S0ONCALL' },
          { type: 'broadcast', range: 'here' },
          { type: 'team', team_id: 'T0MSP' },
          { type: 'emoji', name: 'fire', unicode: '1f525' },
          { type: 'date', timestamp: 1_700_000_000, format: '{date_num}', fallback: 'then' },
          { type: 'color', value: '#ff0000' },
        ),
        { type: 'rich_text_list', style: 'bullet', elements: [section(text('first point')), section(text('second'))] },
        { type: 'rich_text_list', style: 'ordered', offset: 2, indent: 1, elements: [section(text('third step'))] },
        { type: 'rich_text_quote', elements: [text('a wise word')] },
        { type: 'rich_text_preformatted', elements: [text('exit code 1')] },
      ],
    },
  ];
}

const rawRow = (...cells: string[]): Json[] => cells.map((one) => ({ type: 'raw_text', text: one }));

export const TABLE: Json = {
  type: 'table',
  column_settings: [{ is_wrapped: true }, { align: 'right' }],
  rows: [rawRow('Client', 'Open'), rawRow('Globex', '12')],
};

export function newer(): Json[] {
  const card = (title: string): Json => ({
    type: 'card',
    icon: image('An icon'),
    title: mrkdwn(`*${title}*`),
    subtitle: mrkdwn('below it'),
    body: mrkdwn('what it is about'),
    actions: [{ type: 'button', action_id: `pick-${title}`, text: plain(`Pick ${title}`), value: title }],
  });
  const richText = (words: string): Json => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [text(words)] }],
  });
  const task = (id: string, status: string): Json => ({
    type: 'task_card',
    task_id: id,
    title: `Task ${id}`,
    status,
    details: richText(`details of ${id}`),
    sources: [{ type: 'url', url: 'https://a.example/source', text: 'a source' }],
  });
  const numbers = [1, 2, 3].map((one) => [
    { type: 'raw_text', text: `row ${one}` },
    { type: 'raw_number', value: one, text: `${one}0 %` },
  ]);
  return [
    {
      type: 'markdown',
      text: '# Big\n\n**strong** and *thin*\n\n1. one\n2. two\n\n- [x] done\n\n| a | b |\n|---|---|\n| c1 | d1 |\n\n> said',
    },
    { type: 'alert', level: 'warning', text: mrkdwn('*Mind* the gap') },
    card('Alone'),
    { type: 'carousel', elements: [card('One'), card('Two')] },
    {
      type: 'container',
      title: plain('A container'),
      subtitle: plain('with a subtitle'),
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: [{ type: 'section', text: mrkdwn('what is inside') }],
    },
    {
      type: 'data_table',
      block_id: 'numbers',
      caption: 'Disk use',
      page_size: 2,
      rows: [rawRow('Disk', 'Used'), ...numbers],
    },
    {
      type: 'context_actions',
      block_id: 'feedback',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'rate',
          positive_button: { text: plain('Good answer'), value: 'good' },
          negative_button: { text: plain('Bad answer'), value: 'bad' },
        },
        { type: 'icon_button', action_id: 'bin', icon: 'trash', text: plain('Throw away') },
        {
          type: 'icon_button',
          action_id: 'secret',
          icon: 'trash',
          text: plain('For Ben alone'),
          visible_to_user_ids: ['U0BEN'],
        },
      ],
    },
    { type: 'plan', title: 'The plan', tasks: [task('first', 'complete'), task('second', 'in_progress')] },
    task('third', 'error'),
  ];
}

export function pressed(): Json[] {
  const three = ['red', 'green', 'blue'].map((one) => option(one));
  const sure = { title: plain('Really?'), text: mrkdwn('It *rings* all'), confirm: plain('Do it'), deny: plain('No') };
  return [
    {
      type: 'actions',
      block_id: 'buttons',
      elements: [
        { type: 'button', action_id: 'plain', text: plain('Plain'), value: 'v' },
        { type: 'button', action_id: 'good', text: plain('Good'), style: 'primary' },
        { type: 'button', action_id: 'sure', text: plain('Ring all'), style: 'danger', confirm: sure },
        { type: 'button', action_id: 'go', text: plain('Open it'), url: 'https://a.example/open' },
        { type: 'overflow', action_id: 'more', options: [option('copy'), option('hide')] },
      ],
    },
    {
      type: 'actions',
      block_id: 'menus',
      elements: [
        { type: 'static_select', action_id: 'colour', placeholder: plain('A colour'), options: three },
        {
          type: 'multi_static_select',
          action_id: 'colours',
          placeholder: plain('Colours'),
          options: three,
          max_selected_items: 2,
        },
        { type: 'users_select', action_id: 'person', placeholder: plain('A person') },
        { type: 'channels_select', action_id: 'channel', placeholder: plain('A channel') },
        { type: 'external_select', action_id: 'far', placeholder: plain('A customer'), min_query_length: 1 },
        { type: 'datepicker', action_id: 'day', placeholder: plain('A day'), initial_date: '2026-05-04' },
        { type: 'timepicker', action_id: 'hour', placeholder: plain('An hour') },
      ],
    },
    {
      type: 'section',
      block_id: 'ticks',
      text: mrkdwn('Which of them?'),
      accessory: { type: 'checkboxes', action_id: 'which', options: [option('wide'), option('tall')] },
    },
    {
      type: 'section',
      block_id: 'radio',
      text: mrkdwn('Only one'),
      accessory: { type: 'radio_buttons', action_id: 'one', options: [option('left'), option('right')] },
    },
  ];
}

/** A form with a field of every kind. */
export function everyField(): Json[] {
  const input = (name: string, element: Json, more: Json = {}): Json => ({
    type: 'input',
    block_id: name,
    label: plain(`The ${name}`),
    element: { action_id: 'field', ...element },
    ...more,
  });
  const three = ['red', 'green', 'blue'].map((one) => option(one, { description: plain(`about ${one}`) }));
  return [
    { type: 'section', text: mrkdwn('Fill *all* of it') },
    input('name', { type: 'plain_text_input', max_length: 5 }, { hint: plain('Five letters at most') }),
    input('story', { type: 'plain_text_input', multiline: true, initial_value: 'Once' }, { optional: true }),
    input('number', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
    input('mail', { type: 'email_text_input' }, { optional: true }),
    input('page', { type: 'url_text_input' }, { optional: true }),
    input('day', { type: 'datepicker' }, { optional: true }),
    input('hour', { type: 'timepicker' }, { optional: true }),
    input('instant', { type: 'datetimepicker', initial_date_time: 1_790_000_000 }, { optional: true }),
    input('colour', { type: 'static_select', options: three, initial_option: three[1] }),
    input('colours', { type: 'multi_static_select', options: three }, { optional: true }),
    input('side', { type: 'radio_buttons', options: [option('left'), option('right')] }),
    input('ticks', { type: 'checkboxes', options: [option('one'), option('two')] }, { optional: true }),
    input('customer', { type: 'external_select', min_query_length: 1 }, { optional: true }),
    input('customers', { type: 'multi_external_select', min_query_length: 1 }, { optional: true }),
    input('person', { type: 'users_select' }, { optional: true }),
    input('people', { type: 'multi_users_select' }, { optional: true }),
    input('place', { type: 'conversations_select' }, { optional: true }),
    input('places', { type: 'multi_channels_select' }, { optional: true }),
    input('papers', { type: 'file_input' }, { optional: true }),
  ];
}

export function modal(title: string, blocks: Json[], more: Json = {}): Json {
  return { type: 'modal', callback_id: title, title: plain(title), submit: plain('Save'), blocks, ...more };
}
