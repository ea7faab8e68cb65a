import { list, shape, string, type Place, type Rule } from './rules.ts';
import { anyText, plainText, url } from './texts.ts';

const TEXT = 75;
// The reference pages say 150, the published types 75: only what both allow passes.
const VALUE = 75;

export const plainOption: Rule = shape({
  'text!': plainText(TEXT),
  'value!': string(VALUE),
  description: plainText(TEXT),
});
export const richOption: Rule = shape({ 'text!': anyText(TEXT), 'value!': string(VALUE), description: anyText(TEXT) });
export const overflowOption: Rule = shape({
  'text!': plainText(TEXT),
  'value!': string(VALUE),
  description: plainText(TEXT),
  url,
});

export const selectOptions: Rule = list(plainOption, { greatest: 100 });
export const optionGroups: Rule = list(
  shape({ 'label!': plainText(TEXT), 'options!': list(plainOption, { greatest: 100 }) }),
  { greatest: 100 },
);

/** Checks what an app answers to a typed query: `options` or `option_groups`, none of them being fine. */
export function checkSuggestions(answer: unknown): string[] {
  const place: Place = { pointer: '', surface: 'modal', problems: [] };
  const groups = list(
    shape({ 'label!': plainText(TEXT), 'options!': list(plainOption, { least: 0, greatest: 100 }) }),
    {
      least: 0,
      greatest: 100,
    },
  );
  const rule = shape({ options: list(plainOption, { least: 0, greatest: 100 }), option_groups: groups });
  rule(answer, place);
  return place.problems;
}
