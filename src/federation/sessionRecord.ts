import type { Session } from '../core/session';

/** The stored form: every session in one entry, with the version of the whole. */
interface Stored {
  version: 1;
  sessions: Session[];
}

export function writeSessions(sessions: readonly Session[]): string {
  return JSON.stringify({ version: 1, sessions } satisfies { version: 1; sessions: readonly Session[] });
}

/**
 * Reads what was stored. What cannot be used is left out and named to `onDropped`, by its place and never by its content;
 * nothing is thrown, since a broken entry must not lock anybody out.
 */
export function readSessions(text: string | undefined, onDropped: (what: string) => void): Session[] {
  if (text === undefined || text === '') return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    onDropped('all sessions: not JSON');
    return [];
  }
  if (!isStored(stored)) {
    onDropped('all sessions: unknown version or form');
    return [];
  }
  return stored.sessions.filter((entry, i): entry is Session => {
    if (isSession(entry)) return true;
    onDropped(`session ${i}: damaged`);
    return false;
  });
}

function isStored(value: unknown): value is Omit<Stored, 'sessions'> & { sessions: unknown[] } {
  return isRecord(value) && value['version'] === 1 && Array.isArray(value['sessions']);
}

const texts = [
  'handle',
  'profileId',
  'issuer',
  'nameId',
  'roleArn',
  'providerArn',
  'assumedRoleArn',
  'roleSessionName',
];

function isSession(value: unknown): value is Session {
  if (!isRecord(value) || value['version'] !== 1 || typeof value['signedInAt'] !== 'number') return false;
  const { account, credentials, principalTags } = value;
  return (
    texts.every((name) => isText(value[name])) &&
    isRecord(account) &&
    isText(account['id']) &&
    isText(account['label']) &&
    isRecord(principalTags) &&
    Object.values(principalTags).every((tag) => typeof tag === 'string') &&
    isRecord(credentials) &&
    ['accessKeyId', 'secretAccessKey', 'sessionToken'].every((name) => isText(credentials[name])) &&
    typeof credentials['expiration'] === 'number'
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
