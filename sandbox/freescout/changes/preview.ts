const LIMIT = 255;

/** Tags stripped, entities kept, at most 255 characters, as `conversations.preview` holds it. */
export function previewOf(body: string): string {
  const text = body
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<\/?[a-z!][^>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return Array.from(text).slice(0, LIMIT).join('');
}

const MARKUP =
  /<\/?(a|b|blockquote|body|br|code|div|em|h[1-6]|hr|html|i|img|li|ol|p|pre|span|strong|table|td|tr|ul)\b[^>]*>/i;

/** A mail without HTML tags is plain text: it is encoded, and its lines become `<br />`. */
export function htmlOf(body: string): string {
  if (MARKUP.test(body)) return body;
  const encoded = body
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return encoded.replaceAll('\n', '<br />\n');
}
