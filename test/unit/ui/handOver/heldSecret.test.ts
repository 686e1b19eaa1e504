import assert from 'node:assert/strict';
import type { Log } from '../../../../src/core/ports';
import { HeldSecret, heldForMs, type Clipboard } from '../../../../src/ui/handOver/heldSecret';
import { ManualClock } from '../support/fakes';

/** A clipboard that everybody writes to; `refuse` makes reading fail, as browsers do. */
class FakeClipboard implements Clipboard {
  text = 'what was there';
  refuse = false;

  readText(): Promise<string> {
    if (this.refuse) return Promise.reject(new Error(`no permission to read ${this.text}`));
    return Promise.resolve(this.text);
  }

  writeText(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
}

function scene(): { clipboard: FakeClipboard; clock: ManualClock; held: HeldSecret; warnings: string[] } {
  const clipboard = new FakeClipboard();
  const clock = new ManualClock();
  const warnings: string[] = [];
  const unexpected = (): never => assert.fail('nothing else is logged');
  const log: Log = {
    trace: unexpected,
    debug: unexpected,
    info: unexpected,
    warn: (text) => warnings.push(text),
    error: unexpected,
  };
  return { clipboard, clock, held: new HeldSecret(clipboard, clock, log), warnings };
}

describe('a secret in the clipboard', () => {
  it('stays for a minute and goes then', async () => {
    const { clipboard, clock, held } = scene();
    const seen: string[] = [];
    await held.copy('s3cret');
    seen.push(clipboard.text);
    await clock.set(heldForMs - 1);
    seen.push(clipboard.text);
    await clock.set(heldForMs);
    seen.push(clipboard.text);
    assert.deepEqual([heldForMs, seen], [60_000, ['s3cret', 's3cret', '']]);
  });

  it('leaves what was copied after it', async () => {
    const { clipboard, clock, held } = scene();
    await held.copy('s3cret');
    await clipboard.writeText('a poem');
    await clock.set(heldForMs);
    assert.equal(clipboard.text, 'a poem');
  });

  it('has its minute from the last time that one was copied', async () => {
    const { clipboard, clock, held } = scene();
    const seen: string[] = [];
    await held.copy('first');
    await clock.set(40_000);
    await held.copy('second');
    await clock.set(heldForMs);
    seen.push(clipboard.text);
    await clock.set(40_000 + heldForMs);
    seen.push(clipboard.text);
    assert.deepEqual(seen, ['second', '']);
  });

  it('goes at once when the window ends, and nothing is touched later', async () => {
    const { clipboard, clock, held } = scene();
    await held.copy('s3cret');
    await held.clear();
    const cleared = clipboard.text;
    await clipboard.writeText('s3cret');
    held.dispose();
    await clock.set(heldForMs);
    assert.deepEqual([cleared, clipboard.text], ['', 's3cret']);
  });

  it('goes when it is disposed of right after it was copied', async () => {
    const { clipboard, clock, held } = scene();
    const copied = held.copy('s3cret');
    held.dispose();
    await copied;
    await clock.set(1);
    assert.equal(clipboard.text, '');
  });

  it('is not known to be there where the clipboard may not be read: it is left, and the log says so without it', async () => {
    const { clipboard, clock, held, warnings } = scene();
    await held.copy('s3cret');
    clipboard.refuse = true;
    await clock.set(heldForMs);
    assert.deepEqual([clipboard.text, warnings], ['s3cret', ['the clipboard could not be cleared (Error)']]);
  });

  it('is told of when the clipboard does not take it, and the next one is taken', async () => {
    const { clipboard, clock, held } = scene();
    const write = clipboard.writeText.bind(clipboard);
    clipboard.writeText = () => Promise.reject(new Error('no clipboard'));
    await assert.rejects(held.copy('s3cret'), { message: 'no clipboard' });
    clipboard.writeText = write;
    await held.copy('another');
    await clock.set(heldForMs);
    assert.equal(clipboard.text, '');
  });
});
