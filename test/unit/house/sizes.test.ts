import assert from 'node:assert/strict';
import { readRepositoryFile, repositoryFiles } from './repository';

const lineCounts = new Map(
  repositoryFiles()
    .filter((file) => /^(src|test|scripts)\/.*\.(ts|mjs|cjs|css)$/.test(file))
    .map((file) => [file, readRepositoryFile(file).trimEnd().split('\n').length]),
);

describe('the size of source files', () => {
  it('is at most 400 lines', () => {
    assert.deepEqual(
      [...lineCounts].filter(([, lines]) => lines > 400),
      [],
    );
  });

  for (const area of ['src/', 'test/']) {
    it(`is below 130 lines for half of ${area}`, () => {
      const sorted = [...lineCounts]
        .filter(([file]) => file.startsWith(area))
        .map(([, lines]) => lines)
        .sort((a, b) => a - b);
      assert.ok((sorted[Math.floor(sorted.length / 2)] ?? Infinity) < 130);
    });
  }
});
