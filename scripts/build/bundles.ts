import { build, transform, type BuildOptions, type BuildResult, type Metafile, type Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../common/paths';
import { Obstacle } from '../common/say';
import { leftOut } from './leftOut';

/** Pages of the panels (`Page` of src/ui/webviewHost.ts): each becomes `dist/webview/<name>.js` and `.css`. */
const pages = ['denied', 'doctor', 'inspector', 'results', 'setup'] as const;

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  // Names of classes and functions are part of what is read in logs.
  keepNames: true,
  sourcemap: false,
  legalComments: 'none', // collected in THIRD_PARTY_NOTICES.txt
  metafile: true,
  logLevel: 'silent', // errors are thrown, with the place in their text
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** `import('../backend')` becomes a call of `require('./backend.js')`, the lazy bundle that lies beside the entry. */
const lazyBackend: Plugin = {
  name: 'lazy-backend',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\/backend$/ }, ({ kind, path: name, resolveDir }) =>
      kind === 'dynamic-import' && path.resolve(resolveDir, name) === path.join(root, 'src/backend')
        ? { path: './backend.js', external: true }
        : undefined,
    );
  },
};

/**
 * Asks for the editor's API once. Each of the files asks for it, more than 80 in all, and each time the editor looks up the caller's
 * real path on the disk: a good part of what an activation took.
 */
const editorOnce =
  '"use strict";{const load=require,vscode=load("vscode");require=(name)=>name==="vscode"?vscode:load(name)}';

/**
 * Builds the extension's bundles into a folder.
 * @param outdir gets extension.js, part-*.js, backend.js, rowsWorker.js and webview/*.js, *.css
 * @returns what went into them, for the notices
 */
export async function buildBundles(outdir: string): Promise<Metafile['inputs']> {
  const entry = buildEntry(outdir);
  const backend = build({
    ...common,
    ...forTheHost,
    entryPoints: { backend: 'src/backend.ts', rowsWorker: 'src/rowsWorker.ts' },
    outdir,
    plugins: [leftOut],
  });
  const results = await Promise.all([entry, backend, buildPages(path.join(outdir, 'webview'))]).catch(
    (error: unknown) => {
      // esbuild's message has the place and the reason; its own stack is of no use to anybody.
      throw new Obstacle(error instanceof Error ? error.message : String(error), { cause: error });
    },
  );
  return Object.assign({}, ...results.map((result) => result.metafile?.inputs ?? {})) as Metafile['inputs'];
}

/**
 * Builds what is loaded when the editor has started, and beside it a part for each `import('./x')`, loaded at first use: the editor
 * reads all of a file that it loads, and that is most of an activation. esbuild takes ES modules alone apart, so that the parts are made
 * as such, and turned into what the extension host loads.
 */
async function buildEntry(outdir: string): Promise<BuildResult> {
  const built = await build({
    ...common,
    ...forTheHost,
    format: 'esm',
    splitting: true,
    entryPoints: { extension: 'src/extension.ts' },
    chunkNames: 'part-[hash]',
    outdir,
    plugins: [lazyBackend],
    write: false,
  });
  await mkdir(outdir, { recursive: true });
  await Promise.all(
    built.outputFiles.map(async ({ path: file, text }) => {
      const { code } = await transform(text, {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        minify: true,
        banner: editorOnce,
        supported: { 'dynamic-import': false },
      });
      await writeFile(file, code);
    }),
  );
  return built;
}

/** Builds the pages of the panels alone into a folder: `<page>.js` and `<page>.css`. */
export function buildPages(outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    ...common,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128', // VS Code 1.100: Chromium 132; hosted editors run in people's browsers
    tsconfig: 'src/webview/tsconfig.json',
    entryPoints: Object.fromEntries(pages.flatMap((page) => entryOf(page).map((file) => [page, file]))),
    outdir,
    loader: { '.svg': 'dataurl', '.gif': 'dataurl', '.ttf': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl' },
  });
}

const forTheHost: BuildOptions = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // The ES modules of the AWS SDK bundle to two thirds of its CommonJS.
  mainFields: ['module', 'main'],
};

/** A page's source is a file of its name, or a folder of its name with such a file in it. */
function entryOf(page: string): string[] {
  return [`src/webview/${page}.ts`, `src/webview/${page}/${page}.ts`, `src/webview/${page}/main.ts`]
    .filter((file) => existsSync(path.join(root, file)))
    .slice(0, 1);
}
