import type { Session } from '../../core/session';

/** How long a session still lives; the end is near ten minutes before it. */
export type ExpiryState =
  | { kind: 'live' | 'near'; hours: number; minutes: number }
  /** Less than a minute. */
  | { kind: 'near'; hours: 0; minutes: 0 }
  | { kind: 'ended' };

const nearMs = 600_000;
const minuteMs = 60_000;

/** @param now ms since 1970 by AWS's clock */
export function expiryState({ credentials: { expiration } }: Session, now: number, isExpired: boolean): ExpiryState {
  const left = expiration - now;
  if (isExpired || left <= 0) return { kind: 'ended' };
  const minutes = Math.floor(left / minuteMs);
  return { kind: left <= nearMs ? 'near' : 'live', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** The session that the status bar is about: the one that is worked with, else the one that ends first of those that live. */
export function sessionToShow(
  sessions: readonly Session[],
  inUse: string | undefined,
  isExpired: (session: Session) => boolean,
): Session | undefined {
  const used = sessions.find(({ account }) => account.id === inUse);
  if (used) return used;
  const byEnd = [...sessions].sort((a, b) => a.credentials.expiration - b.credentials.expiration);
  return byEnd.find((session) => !isExpired(session)) ?? byEnd.at(-1);
}

/** How long what is shown stays right, in ms. */
export function untilNextChange(session: Session, now: number): number {
  const left = session.credentials.expiration - now;
  return left <= 0 ? Infinity : (left % minuteMs) + 1;
}
