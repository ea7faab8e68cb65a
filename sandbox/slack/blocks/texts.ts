import { boolean, byType, oneOf, pattern, shape, string, type Rule } from './rules.ts';

const URL_LIMIT = 3000;

export function plainText(greatest: number): Rule {
  return byType({ plain_text: shape({ 'type!': oneOf('plain_text'), 'text!': string(greatest), emoji: boolean }) });
}

export function mrkdwn(greatest: number): Rule {
  return byType({ mrkdwn: shape({ 'type!': oneOf('mrkdwn'), 'text!': string(greatest), verbatim: boolean }) });
}

export function anyText(greatest: number): Rule {
  return byType({ plain_text: plainText(greatest), mrkdwn: mrkdwn(greatest) });
}

export const url: Rule = (value, place) => {
  string(URL_LIMIT)(value, place);
  pattern(/^(?:https?|mailto|tel|slack|[a-z][a-z0-9+.-]*):\S+$/i, 'must be a valid URL')(value, place);
};

export const webUrl: Rule = (value, place) => {
  string(URL_LIMIT)(value, place);
  pattern(/^https?:\/\/\S+$/i, 'must be a valid http or https URL')(value, place);
};

export const id: Rule = string(255);

export const confirm: Rule = shape({
  title: plainText(100),
  'text!': anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: oneOf('primary', 'danger'),
});
