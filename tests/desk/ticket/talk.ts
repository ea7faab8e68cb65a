import type { Conversation, Passage } from '../../../src/desk/ticket/conversation.ts';
import { MINUTE, NOW } from '../build.ts';

/** One thing that was written or that happened. */
export function passage(id: string, more: Partial<Passage> = {}): Passage {
  return { id, voice: 'customer', author: 'Dana Frost', at: NOW, text: `words of ${id}`, attachments: [], ...more };
}

export function conversation(passages: readonly Passage[], more: Partial<Conversation> = {}): Conversation {
  return { row: '12', number: '1042', subject: 'Printer', status: 'active', readAt: NOW, passages, ...more };
}

/** A conversation in which everybody says the same, one after the other. */
export function talk(text: string, count: number): Conversation {
  const voices = ['customer', 'staff', 'note', 'event'] as const;
  return conversation(
    Array.from({ length: count }, (_, index) => {
      const voice = voices[index % voices.length] ?? 'customer';
      const attachments = [{ name: text.slice(0, 100), size: 120_000, url: `https://desk.example/${'f'.repeat(120)}` }];
      return passage(String(index + 1), { voice, text, quoted: text, attachments, at: NOW + index * MINUTE });
    }),
  );
}
