import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';

/**
 * Gives a test file canned HTTP answers: call it once at the top, then `scope()` for each answer.
 * A test fails when an answer was not asked for, or when something was asked that has no answer.
 */
export function nocked(origin: string): () => nock.Scope {
  let unknown: string[] = [];
  function remember(request: { method: string; url: string }): void {
    unknown.push(`${request.method} ${request.url}`);
  }

  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
    nock.emitter.on('no match', remember);
  });
  beforeEach(() => {
    unknown = [];
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect({ unused, unknown }).toEqual({ unused: [], unknown: [] });
  });
  afterAll(() => {
    nock.emitter.off('no match', remember);
    nock.enableNetConnect();
    nock.restore();
  });

  return () => nock(origin);
}
