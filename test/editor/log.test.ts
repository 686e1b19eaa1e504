import assert from 'node:assert/strict';
import { LogLevel, type LogOutputChannel } from 'vscode';
import { hidden } from '../../src/core/redact';
import { concealSessions, logTo } from '../../src/ui/log';
import { aSession } from '../unit/ui/support/sessions';

describe('the log', () => {
  const lines: string[] = [];
  const keep = (text: string): void => void lines.push(text);
  const channelAt = (logLevel: LogLevel): LogOutputChannel =>
    ({ logLevel, trace: keep, debug: keep, info: keep, warn: keep, error: keep }) as unknown as LogOutputChannel;

  beforeEach(() => lines.splice(0));

  it('hides secrets in every line, and in errors with their causes', () => {
    const log = logTo(channelAt(LogLevel.Trace));
    log.conceal(['correct horse']);
    log.trace('correct horse');
    log.debug('PGPASSWORD=abc');
    log.info('onetimetoken=abc');
    log.warn('correct%20horse');
    log.error('failed', new Error('outer', { cause: new Error('correct horse') }));
    assert.deepEqual(lines.slice(0, 4), [hidden, `PGPASSWORD=${hidden}`, `onetimetoken=${hidden}`, hidden]);
    assert.match(lines[4] ?? '', /^failed\nError: outer[^]*\ncaused by: Error: ‹hidden›\n/);
    assert.ok(lines.every((line) => !line.includes('horse')));
  });

  it('writes nothing, and does no work, below its level', () => {
    const log = logTo(channelAt(LogLevel.Info));
    // A text that must not be looked at.
    const untouched = { replaceAll: () => assert.fail(), replace: () => assert.fail() } as unknown as string;
    log.trace(untouched);
    log.debug(untouched);
    log.warn('seen');
    logTo(channelAt(LogLevel.Off)).error('never');
    assert.deepEqual(lines, ['seen']);
  });

  it('hides the keys of every session while its account is known', () => {
    const log = logTo(channelAt(LogLevel.Trace));
    let tell: Parameters<Parameters<typeof concealSessions>[0]['onDidChange']>[0] = () => undefined;
    concealSessions({ onDidChange: (listener) => ((tell = listener), { dispose: () => undefined }) }, log);
    const one = aSession('a');
    const keys = { ...one.credentials, secretAccessKey: 'first key here', sessionToken: 'first token here' };
    const renewed = { ...keys, secretAccessKey: 'second key here', sessionToken: 'second token here' };
    const all = 'first key here, first token here, second key here, second token here';
    tell({ added: [{ ...one, credentials: keys }], changed: [], removed: [] });
    log.info(all);
    tell({ added: [], changed: [{ ...one, credentials: renewed }], removed: [] });
    log.info(all);
    tell({ added: [], changed: [], removed: [one] });
    log.info(all);
    assert.deepEqual(lines, [
      `${hidden}, ${hidden}, second key here, second token here`,
      `first key here, first token here, ${hidden}, ${hidden}`,
      all,
    ]);
  });
});
