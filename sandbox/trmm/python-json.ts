/** JSON as Python's `json.dumps` writes it: a space after each colon and comma, nothing but ASCII. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, item]) => `${ascii(key)}: ${pythonJson(item)}`);
    return `{${pairs.join(', ')}}`;
  }
  return typeof value === 'string' ? ascii(value) : JSON.stringify(value);
}

function ascii(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Python's lenient reading: raw tabs and line ends are allowed within strings. Throws as `JSON.parse` does. */
export function parseLenient(text: string): unknown {
  const strings = /"(?:[^"\\]|\\[\s\S])*"/g;
  return JSON.parse(
    text.replaceAll(strings, (found) =>
      found
        .replaceAll('\n', String.raw`\n`)
        .replaceAll('\r', String.raw`\r`)
        .replaceAll('\t', String.raw`\t`),
    ),
  );
}
