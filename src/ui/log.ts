import { window, type LogOutputChannel } from 'vscode';
import type { Log } from '../core/ports';

/** The extension's own log channel; its level is the person's to set in the Output panel. */
export function createLogChannel(): LogOutputChannel {
  return window.createOutputChannel('Redshift Federation', { log: true });
}

/** The channel as the port that the lower layers are handed. */
export function logTo(channel: LogOutputChannel): Log {
  return {
    trace: (text) => channel.trace(text),
    debug: (text) => channel.debug(text),
    info: (text) => channel.info(text),
    warn: (text) => channel.warn(text),
    error: (text, cause) => channel.error(cause === undefined ? text : `${text}\n${describeError(cause)}`),
  };
}

/** An error with its causes, outermost first. */
function describeError(error: unknown): string {
  const lines: string[] = [];
  for (let at: unknown = error; at !== undefined && lines.length < 8; at = at instanceof Error ? at.cause : undefined) {
    lines.push(at instanceof Error ? (at.stack ?? at.message) : typeof at);
  }
  return lines.join('\ncaused by: ');
}
