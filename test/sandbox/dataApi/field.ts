import type { Text } from '../warehouse/connection';
import { TIMESTAMP, typeOf } from './types';

const NULL = '{"isNull":true}';

/** Writes the values of a column as JSON of the union Field, from the server's text to the last digit. */
export type FieldWriter = (value: Text) => string;

export function fieldWriter(oid: number): FieldWriter {
  const write = writerFor(oid);
  return (value) => (value === null ? NULL : write(value));
}

function writerFor(oid: number): (value: string) => string {
  switch (typeOf(oid, -1).field) {
    case 'booleanValue':
      return (value) => `{"booleanValue":${value === 't'}}`;
    case 'longValue':
      return (value) => `{"longValue":${value}}`;
    case 'doubleValue':
      return (value) => `{"doubleValue":${isFinite(Number(value)) ? value : JSON.stringify(value)}}`;
    case 'blobValue':
      return (value) => `{"blobValue":"${Buffer.from(value.slice('\\x'.length), 'hex').toString('base64')}"}`;
    case 'stringValue':
      return oid === TIMESTAMP
        ? (value) => `{"stringValue":${JSON.stringify(withFraction(value))}}`
        : (value) => `{"stringValue":${JSON.stringify(value)}}`;
  }
}

/** `2022-02-22 00:00:00.0`: so the example in "Calling the Data API" writes whole seconds. */
function withFraction(timestamp: string): string {
  return /:\d\d$/.test(timestamp) ? `${timestamp}.0` : timestamp;
}
