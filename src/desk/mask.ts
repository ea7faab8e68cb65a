const MASK = '•••';

const PATTERNS: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, `${MASK} private key`],
  [/\b(eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g, MASK],
  [
    /\b(xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|AKIA[0-9A-Z]{16}|sk-[\w-]{20,})/g,
    MASK,
  ],
  [/\b(authorization:\s*(?:basic|bearer|token)\s+)\S+/gi, `$1${MASK}`],
  [
    /\b((?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_ -]?key|access[_ -]?key|kennwort|passwort|pin)\s*(?:is|ist|[:=])+\s*)("[^"\n]{1,200}"|'[^'\n]{1,200}'|\S+)/gi,
    `$1${MASK}`,
  ],
  [/(\w+:\/\/[^\s/:@]+:)[^\s/@]+(?=@)/g, `$1${MASK}`],
];

const CARD_NUMBER = /\b\d(?:[ -]?\d){12,18}\b/g;

/** Text with passwords, keys, tokens and card numbers hidden. It errs on the side of hiding. */
export function mask(text: string): string {
  let masked = text;
  for (const [pattern, replacement] of PATTERNS) masked = masked.replaceAll(pattern, replacement);
  return masked.replaceAll(CARD_NUMBER, (digits) => (passesLuhn(digits.replaceAll(/\D/g, '')) ? MASK : digits));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
