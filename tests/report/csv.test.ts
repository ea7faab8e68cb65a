import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BYTE_ORDER_MARK, csvLine } from '../../src/report/csv.ts';
import { reviewCsv } from '../../src/report/review-csv.ts';
import { figuresOf, reviewOf } from '../../src/desk/review/review.ts';
import { invented } from './invented.ts';
import { recordsOf } from './csv-reader.ts';
import { NOW, SPAN } from './span.ts';

test('whatever text is written is read back, and none is a formula', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@\t "',\r\n]{1,4}[a-z(),"\r\n]*$/));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1 }), (lines) => {
      const read = recordsOf(lines.map((cells) => csvLine(cells)).join(''));
      const bare = read.map((cells) => cells.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r])/, '')));
      expect(bare).toEqual(lines.map((cells) => cells.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r])/, ''))));
      expect(read.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    }),
  );
});

test('numbers stay numbers, what is absent is empty', () => {
  expect(csvLine([1.25, undefined, '-1', 'a,b'])).toBe(`1.25,,'-1,"a,b"\r\n`);
});

test('every line of a review is a row of a figure: by its name they come to the figure', () => {
  const review = reviewOf('Acme', SPAN, invented(60, SPAN), NOW);
  const text = [...reviewCsv(review)].join('');
  expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
  const [head = [], ...lines] = recordsOf(text.slice(1));
  expect(head.slice(0, 4)).toEqual(['figure', 'figure name', 'unit', 'amount']);
  expect(lines.every((line) => line.length === head.length)).toBe(true);
  for (const { id, of, unit, value, rows } of figuresOf(review)) {
    const amounts = lines.filter(([names]) => names?.split('; ').includes(id)).map((line) => Number(line[3]));
    expect([id, amounts.length]).toEqual([id, rows.length]);
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    const whole = { sum, mean: sum / amounts.length, median: undefined, p90: undefined }[of];
    const scale = unit === 'time' ? 60_000 : 1;
    expect(whole === undefined || amounts.length === 0 || Math.abs(whole - (value ?? 0) / scale) < 0.01).toBe(true);
  }
  const subject = lines.find((line) => line[6]?.includes('script'));
  expect(subject?.[6]).toBe('<script>alert(1)</script> & "quotes"');
  expect(subject?.[7]).toMatch(/^2026-\d\d-\d\dT[\d:.]+Z$/);
  expect(subject?.[8]).toMatch(/^2026-\d\d-\d\d \d\d:\d\d$/);
});
