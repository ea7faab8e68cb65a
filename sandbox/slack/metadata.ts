import { isObject, type Metadata } from './block-kit.ts';
import { Refusal } from './refusal.ts';

// Slack names an error for this and no number. The smallest that leaves room for a handful of ids.
const MOST_BYTES = 2000;

/** The metadata of a message: an event type and flat values, or one level of objects below. An empty object clears it. */
export function checkedMetadata(metadata: unknown): Metadata | undefined {
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return { event_type: '', event_payload: {} };
  const { event_type: eventType, event_payload: payload } = metadata;
  if (typeof eventType !== 'string' || eventType === '') throw new Refusal('invalid_metadata_schema');
  if (!isObject(payload)) throw new Refusal('invalid_metadata_schema');
  for (const value of Object.values(payload)) checkValue(value);
  if (JSON.stringify(metadata).length > MOST_BYTES) throw new Refusal('metadata_too_large');
  return { event_type: eventType, event_payload: payload };
}

function checkValue(value: unknown): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    const flat = isObject(one) ? Object.values(one) : [one];
    if (!flat.every(isScalar)) throw new Refusal('invalid_metadata_schema');
    if (Array.isArray(value) && !isObject(one)) throw new Refusal('invalid_metadata_schema');
  }
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
