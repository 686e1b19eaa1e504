import type { Plugin } from 'esbuild';

/**
 * Packages that others bring along for what is never asked of them here, and what stands in for them: it throws, so that a call which
 * comes to be made after all is noticed. Together they were a fifth of what people download.
 */
const standIns: Readonly<Record<string, string>> = {
  // The SDK looks for credentials on the computer where none are given. Every client of ours is given them.
  '@aws-sdk/credential-provider-node': `
    export const defaultProvider = () => () => Promise.reject(new Error('Credentials of the computer are not used.'));`,
  // saml2-js makes requests and metadata with it; of saml2-js, responses alone are read.
  xmlbuilder2: `
    export const create = () => { throw new Error('XML is not built by xmlbuilder2 here.'); };`,
};

/** Leaves those packages out of a bundle. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(builder) {
    const named = new RegExp(`^(${Object.keys(standIns).join('|')})$`);
    builder.onResolve({ filter: named }, ({ path }) => ({ path, namespace: 'left-out' }));
    builder.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: standIns[path] ?? '' }));
  },
};
