/** Names of pictures that desks use; what is not here stays written out. */
const EMOJI = /** @type {Record<string, string>} */ ({
  alarm_clock: '⏰',
  arrow_right: '➡️',
  arrows_counterclockwise: '🔄',
  bar_chart: '📊',
  bell: '🔔',
  blue_circle: '🔵',
  boom: '💥',
  bug: '🐛',
  bulb: '💡',
  busts_in_silhouette: '👥',
  calendar: '📅',
  chart_with_upwards_trend: '📈',
  clipboard: '📋',
  computer: '💻',
  email: '📧',
  envelope: '✉️',
  exclamation: '❗',
  eyes: '👀',
  fire: '🔥',
  gear: '⚙️',
  green_circle: '🟢',
  hammer_and_wrench: '🛠️',
  heart: '❤️',
  heavy_check_mark: '✔️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  key: '🔑',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  link: '🔗',
  lock: '🔒',
  mag: '🔍',
  memo: '📝',
  no_bell: '🔕',
  no_entry: '⛔',
  octagonal_sign: '🛑',
  package: '📦',
  pencil: '📝',
  question: '❓',
  red_circle: '🔴',
  repeat: '🔁',
  rocket: '🚀',
  rotating_light: '🚨',
  siren: '🚨',
  smile: '😄',
  speech_balloon: '💬',
  stopwatch: '⏱️',
  tada: '🎉',
  thumbsdown: '👎',
  thumbsup: '👍',
  ticket: '🎫',
  wastebasket: '🗑️',
  wave: '👋',
  warning: '⚠️',
  white_check_mark: '✅',
  white_circle: '⚪',
  wrench: '🔧',
  x: '❌',
  zap: '⚡',
});

/**
 * Text with `:names:` of pictures drawn.
 * @param {string} text
 */
export function withEmoji(text) {
  return text.replaceAll(/(?<![\p{L}\p{N}]):([a-z0-9_+-]+):/gu, (words, name) => EMOJI[name] ?? words);
}

/**
 * @param {string | undefined} unicode code points in hexadecimal, between dashes
 * @param {string} name
 */
export function emojiOf(unicode, name) {
  const points = (unicode ?? '').split('-').map((point) => Number.parseInt(point, 16));
  if (points.every((point) => point >= 0 && point <= 0x10_ff_ff)) return String.fromCodePoint(...points);
  return EMOJI[name] ?? `:${name}:`;
}
