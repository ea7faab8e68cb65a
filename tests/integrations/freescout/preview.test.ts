import { expect, test } from 'vitest';
import { KEPT_TEXT } from '../../../src/desk/full-text.ts';
import { previewOf } from '../../../src/integrations/freescout/preview.ts';

test.each([
  ['entities and lines', 'It &lt;burns&gt; &amp; smokes<br />\nBadly', 'It <burns> & smokes\nBadly'],
  ['styles and scripts', '<style>p{color:red}</style><script>alert(1)</script><p>Hello</p>', 'Hello'],
  ['hidden words', '<span style="display:none">Preheader</span><p>Hello</p>', 'Hello'],
  ['addresses of links', '<a href="https://evil.example/?u=1">Click</a> here', 'Click here'],
  ['cells side by side', '<table><tr><td>Disk</td><td>Full</td></tr></table>', 'Disk\nFull'],
  ['invisible characters', 'Pay\u202Eme\u200B now', 'Payme now'],
  ['no words at all', '<img src="cid:1">', ''],
  ['nothing', '', ''],
])('plain text without %s', (_what, html, text) => {
  expect(previewOf(html)).toBe(text);
});

const QUOTES = [
  '<div class="gmail_quote">On Monday Ann wrote: <blockquote>secret</blockquote></div>',
  '<blockquote type="cite">secret</blockquote>',
  '<div id="appendonsend"></div><div id="divRplyFwdMsg">From: Ann</div>',
  '<p>On Mon, 3 Nov 2025 at 10:00, Ann Baker &lt;ann@msp.example&gt; wrote:</p><p>secret</p>',
  '<p>On Mon, 3 Nov 2025 at 10:00, Ann Baker<br>&lt;ann@msp.example&gt; wrote:</p><p>secret</p>',
  '<p>Am 03.11.2025 um 10:00 schrieb Ann Baker:</p><p>secret</p>',
  '<p>Le 3 nov. 2025 à 10:00, Ann Baker a écrit :</p><p>secret</p>',
  '-----Original Message-----<br>secret',
  'From: Ann Baker<br>Sent: Monday<br>secret',
  'Von: Ann Baker<br>Gesendet: Montag<br>secret',
  '&gt; secret<br>&gt; more',
];

test.each(QUOTES)('the mail that is answered is cut: %s', (quote) => {
  expect(previewOf(`<p>My answer</p>${quote}`)).toBe('My answer');
});

test('a mail that is nothing but a quote is shown whole', () => {
  expect(previewOf('-----Original Message-----<br>The printer burns')).toBe(
    '-----Original Message-----\nThe printer burns',
  );
  expect(previewOf('<blockquote>The printer burns</blockquote>')).toContain('The printer burns');
});

test('a long mail ends in an ellipsis, and an endless one is not read to its end', () => {
  const preview = previewOf(`<p>${'word '.repeat(1_000_000)}</p>`);
  expect([Array.from(preview).length, preview.endsWith('…')]).toEqual([KEPT_TEXT, true]);
});

test('a mail of a thousand nested tables is survived', () => {
  expect(previewOf(`${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}`).length).toBeLessThan(KEPT_TEXT + 1);
});
