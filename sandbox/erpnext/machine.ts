import type { StandIn } from '../stand-in.ts';
import { errorBody, FrappeError } from './errors.ts';
import type { Site } from './site.ts';

/** How nginx, the machine and the database below a site can fail. `times` counts requests. */
export interface MachineFaults {
  /** A restart: so many requests meet nginx alone (502, HTML), then so many meet maintenance (503). */
  restart(times?: { badGateway?: number; stopped?: number }): void;
  /** Maintenance that allows reads. `false` ends it. */
  readOnly(on?: boolean): void;
  /** What is sent (or, with `DELETE`, taken back) is committed, and the connection is cut before the answer. */
  commitThenDrop(times?: number, method?: 'POST' | 'PUT' | 'DELETE'): void;
  /** A worker that is stuck: what was asked is done so much later, also when nobody waits for it any more. */
  slow(milliseconds: number, times?: number): void;
  /** Another save holds the row: 500, and nothing was saved. */
  deadlock(times?: number): void;
  /** Another site's name: HTML 404s that do not mean "deleted". */
  unknownSite(times?: number): void;
  tooManyRequests(retryAfterSeconds: number, times?: number): void;
}

const API = '^/api/';
const SAVES = '^/api/(v1/)?(resource/|method/frappe\\.client\\.(insert|set_value|delete))';
const BAD_GATEWAY =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
const UNKNOWN_SITE =
  '<!doctype html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>desk.example does not exist</p>';
/** Microseconds of work a window of an hour allows. */
const RATE = 600_000_000;

export function machineFaults(site: Site, standIn: () => StandIn): MachineFaults {
  const html = { 'content-type': 'text/html' };
  const json = { 'content-type': 'application/json' };
  const failure = (error: FrappeError, headers: Record<string, string> = {}) => {
    const body = errorBody(error, site.settings.tracebacks, []);
    return { do: 'answer', status: error.status, headers: { ...json, ...headers }, body } as const;
  };
  return {
    restart({ badGateway = 2, stopped = 2 } = {}) {
      const gateway = { do: 'answer', status: 502, headers: html, body: BAD_GATEWAY } as const;
      standIn().fail({ path: API, times: badGateway, action: gateway });
      const action = failure(new FrappeError('SessionStopped', 'Session Stopped', 'traceback'));
      standIn().fail({ path: API, times: stopped, action });
    },
    readOnly(on = true) {
      site.settings.readOnly = on;
    },
    commitThenDrop(times = 1, method = 'POST') {
      standIn().fail({ path: SAVES, method, times, action: { do: 'drop-after' } });
    },
    slow(milliseconds, times = 1) {
      standIn().fail({ path: API, times, action: { do: 'delay', milliseconds } });
    },
    deadlock(times = 1) {
      const error = new FrappeError(
        'QueryDeadlockError',
        "(1213, 'Deadlock found when trying to get lock')",
        'traceback',
      );
      for (const method of ['POST', 'PUT', 'DELETE'])
        standIn().fail({ path: SAVES, method, times, action: failure(error) });
    },
    unknownSite(times = 1) {
      standIn().fail({ path: API, times, action: { do: 'answer', status: 404, headers: html, body: UNKNOWN_SITE } });
    },
    tooManyRequests(retryAfterSeconds, times = 1) {
      const error = new FrappeError('TooManyRequestsError', 'Too Many Requests', 'traceback');
      const headers = {
        'retry-after': String(retryAfterSeconds),
        'x-ratelimit-limit': String(RATE),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(retryAfterSeconds),
      };
      standIn().fail({ path: API, times, action: failure(error, headers) });
    },
  };
}
