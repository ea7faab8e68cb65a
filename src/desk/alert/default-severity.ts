import type { SeverityRule } from './severity.ts';

/** The order that suits most shops: a server that is gone pages, a closed laptop does not. First match wins. */
export function defaultSeverityRules(): SeverityRule[] {
  return [
    {
      when: { type: 'silence' },
      is: 'critical',
      because: 'while a source is silent, alerts and tickets may be missing',
    },
    { when: { source: 'deskbell', type: 'site' }, is: 'critical', because: 'a whole site does not answer' },
    {
      when: { type: 'availability', device: 'workstation' },
      is: 'info',
      because: 'a workstation that is away is usually switched off',
    },
    { when: { type: 'availability' }, is: 'critical', because: 'a server that is away is down' },
    {
      when: { type: 'check', raw: 'error', check: ['ping', 'winsvc'], device: 'workstation' },
      is: 'high',
      because: 'a service or link is down on a workstation',
    },
    {
      when: { type: 'check', raw: 'error', check: ['ping', 'winsvc'] },
      is: 'critical',
      because: 'somebody chose error for this service or link, and it is down',
    },
    {
      when: { type: 'check', raw: 'error', device: 'workstation' },
      is: 'warning',
      because: 'an error of a check on a workstation',
    },
    { when: { type: 'check', raw: 'error' }, is: 'high', because: 'an error of a check on a server' },
    {
      when: { type: 'task', raw: 'error', device: 'workstation' },
      is: 'warning',
      because: 'a failed task on a workstation',
    },
    { when: { type: 'task', raw: 'error' }, is: 'high', because: 'a failed task on a server' },
    { when: { raw: 'error' }, is: 'high', because: 'the source calls it an error' },
    { when: { raw: 'warning' }, is: 'warning', because: 'the source calls it a warning' },
    { when: { raw: 'info' }, is: 'info', because: 'the source calls it information' },
  ];
}
