import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Waits until the marks of the active editor begin so; they are `line: text`, in the order of the lines. */
export async function untilMarked(page: Page, expected: readonly string[]): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await marksOf(page);
    const isSo =
      found.length === expected.length && found.every((mark, index) => mark.startsWith(expected[index] ?? ''));
    if (isSo) return;
    if (Date.now() > end) assert.deepEqual(found, expected);
  }
}

/** What stands behind the lines of the active editor: the editor shows it by style alone. */
function marksOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const editor = document.querySelector('.editor-group-container.active .monaco-editor');
    const numbers = [...editor.querySelectorAll('.margin-view-overlays > div')].map((row) => [
      row.style.top, row.querySelector('.line-numbers')?.textContent ?? '?',
    ]);
    const lineAt = new Map(numbers);
    return [...editor.querySelectorAll('.view-lines .view-line')]
      .flatMap((row) => [...row.querySelectorAll('span')].flatMap((span) => {
        const { content } = getComputedStyle(span, '::after');
        return content === 'none' || content === 'normal' ? [] : [[parseFloat(row.style.top), lineAt.get(row.style.top) + ': ' + JSON.parse(content)]];
      }))
      .sort(([one], [other]) => one - other)
      .map(([, mark]) => mark);
  })()`);
}
