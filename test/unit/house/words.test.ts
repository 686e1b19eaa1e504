import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { root } from '../../../scripts/common/paths';
import { readRepositoryFile, repositoryFiles } from './repository';

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const oneOf = (...words: string[][]): string => words.map((parts) => parts.join('')).join('|');

/** Some users have none, or the root of all. */
const home = homedir().length > 1 ? homedir() : '/root';

/** What must be in no file, and why. Written in pieces, so that this file does not hold it either. */
const unwanted: readonly [why: string, pattern: RegExp][] = [
  [
    'a folder of the machine it was written on',
    new RegExp(`(?<![\\w.])(?:${oneOf(['/work', '/main'], ['/work', '/shared'], ['/work', '/.library'])})\\b`),
  ],
  ['this checkout’s own folder', new RegExp(`${escape(root)}/`)],
  ['somebody’s home folder', new RegExp(`(?<![\\w.])(?:${escape(home)}|/Users/\\w+|C:[\\\\]{1,2}Users)[/\\\\]`)],
  ['the address of a package registry', new RegExp(oneOf(['registry', '.npmjs']))],
  ['a test that is left out, or alone', /\b(?:describe|it)\.(?:only|skip)\(/],
  ['a switched-off check', new RegExp(oneOf(['@ts-', 'ignore'], ['@ts-', 'nocheck'], ['eslint-', 'disable']))],
  ['work left for later', new RegExp(`\\b(?:${oneOf(['TO', 'DO'], ['FIX', 'ME'])})\\b`)],
];

describe('the repository', () => {
  const texts = repositoryFiles()
    .filter(
      (file) => /\.(ts|mjs|cjs|js|json|md|css|sql|html|yml|svg)$|^\.ci\//.test(file) && file !== 'package-lock.json',
    )
    .map((file) => [file, readRepositoryFile(file)] as const);

  for (const [why, pattern] of unwanted) {
    it(`holds nowhere ${why}`, () => {
      assert.deepEqual(
        texts.filter(([, text]) => pattern.test(text)).map(([file]) => file),
        [],
      );
    });
  }
});
