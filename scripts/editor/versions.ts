/** A VS Code that can be had from the npm registry, inside the package code-server. */
export interface EditorVersion {
  codeServer: string;
  vscode: string;
  /** What the registry has to hand over, as in a lock file. */
  integrity: string;
  /** Version of the npm package `node` that has to run it; our own Node where this is missing. */
  node?: string;
  /** For people. */
  size: string;
}

/** The oldest editor that package.json promises; every test run uses it. */
const oldestEditor: EditorVersion = {
  codeServer: '4.100.3',
  vscode: '1.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  size: '270 MB',
};

/** The newest one that was tried; outside the usual test run, for its size and its own Node. */
const newestEditor: EditorVersion = {
  codeServer: '4.139.1',
  vscode: '1.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  node: '24.21.0',
  size: '760 MB',
};

const choice = 'TEST_EDITOR';

/** The editor that this process and those that it starts use: the oldest, unless the newest was asked for. */
export function chosenEditor(): EditorVersion {
  return process.env[choice] === 'newest' ? newestEditor : oldestEditor;
}

export function chooseNewestEditor(): void {
  process.env[choice] = 'newest';
}
