const MASK = '•••';

/** What comes before a secret, in words: not as the tail of another word (`compass`), but after `DB_`. */
const NAME = String.raw`(?<![a-z])(?:pass(?:word|wd|phrase|code)?|pwd?|secret(?:[_ -]?key)?|token|api[_ -]?key|access[_ -]?key|kennwort|passwort|pin)`;

/** Ordinary words after `is`: what is said about a password, not the password. */
const SAID = String.raw`(?:not|no|now|wrong|right|correct|incorrect|invalid|valid|expired|expiring|required|needed|missing|empty|blank|unknown|the|an?|my|our|your|his|her|their|too|so|still|also|being|going|about|to|in|on|at|with|under|set|reset|stored|saved|changed|locked|blocked|disabled|broken|working|accepted|rejected|refused|asked|shown|known|sent|weak|strong|old|nicht|falsch|richtig|abgelaufen|gesperrt|unbekannt|noch|zu|das|die|der|ein)\b`;

const VALUE = String.raw`("[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s<]+)`;

const PATTERNS: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, `${MASK} private key`],
  [/\b(eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g, MASK],
  [
    /\b(xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{35}|sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{16,})/g,
    MASK,
  ],
  [/(https?:\/\/[^\s/]+\/(?:services|api\/webhooks)\/)[\w/-]{16,}/g, `$1${MASK}`],
  [/\b(authorization:\s*(?:basic|bearer|token)\s+)\S+/gi, `$1${MASK}`],
  [new RegExp(String.raw`(${NAME}["']?\s*[:=]+\s*)${VALUE}`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(${NAME}\s+(?:for\s+\S+\s+)?(?:is|ist|lautet|was)\s+)(?!${SAID})${VALUE}`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(<${NAME}>)[^<]+`, 'gi'), `$1${MASK}`],
  [new RegExp(String.raw`(--?${NAME}\s+)(?!-)${VALUE}`, 'gi'), `$1${MASK}`],
  [/\b(\w+:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g, `$1${MASK}`],
];

const CARD_NUMBER = /\b\d(?:[ -]?\d){12,18}\b/g;

/** The first digits and lengths of the cards in use: a serial number or an instant in milliseconds has others. */
const CARD = /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[0-8]|2[2-7]|35|6\d)\d{14}(?:\d{3})?|3[47]\d{13}|3[0689]\d{12})$/;

/** Text with passwords, keys, tokens and card numbers hidden. It errs on the side of hiding. */
export function mask(text: string): string {
  let masked = text;
  for (const [pattern, replacement] of PATTERNS) masked = masked.replaceAll(pattern, replacement);
  return masked.replaceAll(CARD_NUMBER, (digits) => (isCard(digits.replaceAll(/\D/g, '')) ? MASK : digits));
}

function isCard(digits: string): boolean {
  return CARD.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
