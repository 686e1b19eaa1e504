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
export const oldestEditor: EditorVersion = {
  codeServer: '4.100.3',
  vscode: '1.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  size: '270 MB',
};
