import { LogLevel, window, type LogOutputChannel } from 'vscode';
import type { Disposable, Log } from '../core/ports';
import { Redactor } from '../core/redact';
import type { Session } from '../core/session';
import type { SessionsChange } from '../federation/sessionStore';

/** The extension's own log channel; its level is the person's to set in the Output panel. */
export function createLogChannel(): LogOutputChannel {
  return window.createOutputChannel('Redshift Federation', { log: true });
}

/** The channel as the port that the lower layers are handed. Every line passes the redactor; lines that nobody keeps cost nothing. */
export function logTo(channel: LogOutputChannel): Required<Log> {
  const redactor = new Redactor();
  const keeps = (level: LogLevel): boolean => channel.logLevel !== LogLevel.Off && channel.logLevel <= level;
  const line =
    (level: LogLevel, write: (text: string) => void) =>
    (text: string): void => {
      if (keeps(level)) write(redactor.redact(text));
    };
  const error = line(LogLevel.Error, (text) => channel.error(text));
  return {
    trace: line(LogLevel.Trace, (text) => channel.trace(text)),
    debug: line(LogLevel.Debug, (text) => channel.debug(text)),
    info: line(LogLevel.Info, (text) => channel.info(text)),
    warn: line(LogLevel.Warning, (text) => channel.warn(text)),
    error: (text, cause) => error(cause === undefined ? text : `${text}\n${describeError(cause)}`),
    conceal: (secrets) => redactor.conceal(secrets),
  };
}

/** Keeps the credentials of all sessions out of the log, from the moment that they are known until their account is forgotten. */
export function concealSessions(
  store: { onDidChange(listener: (change: SessionsChange) => void): Disposable },
  log: Required<Log>,
): Disposable {
  const concealed = new Map<string, Disposable>();
  const forget = ({ account }: Session): void => {
    concealed.get(account.id)?.dispose();
    concealed.delete(account.id);
  };
  return store.onDidChange(({ added, changed, removed }) => {
    for (const session of [...removed, ...changed]) forget(session);
    for (const { account, credentials } of [...added, ...changed]) {
      concealed.set(account.id, log.conceal([credentials.secretAccessKey, credentials.sessionToken]));
    }
  });
}

/** An error with its causes, outermost first. */
function describeError(error: unknown): string {
  const lines: string[] = [];
  for (let at: unknown = error; at !== undefined && lines.length < 8; at = at instanceof Error ? at.cause : undefined) {
    lines.push(at instanceof Error ? (at.stack ?? at.message) : typeof at);
  }
  return lines.join('\ncaused by: ');
}
