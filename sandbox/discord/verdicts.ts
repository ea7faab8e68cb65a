import { judgeFrom, type Judge } from './judge.ts';

/** Judgements by Discord's file, put off until somebody asks: they are slow, and a callback has three seconds. */
export interface Verdicts {
  body(method: string, template: string, body: unknown): void;
  answer(method: string, template: string, status: number, payload: unknown): void;
  /** Judges what is waiting. */
  flush(): void;
}

const WAITING = 1000;

/** Without the file nothing is judged. What is wrong with bodies goes to `violations`, with answers to `drift`. */
export function createVerdicts(path: string | undefined, violations: string[], drift: string[]): Verdicts {
  const waiting: ((judge: Judge) => void)[] = [];

  function flush(): void {
    if (path === undefined) return;
    for (const decide of waiting.splice(0)) decide(judgeFrom(path));
  }

  function add(decide: (judge: Judge) => void): void {
    if (path === undefined) return;
    waiting.push(decide);
    if (waiting.length >= WAITING) flush();
  }

  return {
    body: (method, template, body) => add((judge) => violations.push(...judge.body(method, template, body))),
    answer: (method, template, status, payload) =>
      add((judge) => drift.push(...judge.answer(method, template, status, payload))),
    flush,
  };
}
