/** The colour of a ticket by its priority. */
export const TICKET_TONES = { P1: 'critical', P2: 'high', P3: 'warning', P4: 'info' } as const;
