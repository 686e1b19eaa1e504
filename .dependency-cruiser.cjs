// Holds the import table of the house: which folder may use which (see docs/architecture.md).
const below = '^src/(federation|redshift|sql|store)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'vscode-only-in-ui',
      comment: 'Everything below ui is plain TypeScript that runs in Node, so that it can be tested there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(ui/|extension\\.ts$)' },
      to: { path: '(^|/)(vscode|@types/vscode)(/|$)' },
    },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    {
      name: 'siblings-below-stay-apart',
      comment: 'federation, redshift, sql and store know core alone.',
      severity: 'error',
      from: { path: below },
      to: { path: '^src/', pathNot: ['^src/core/', '^src/$1/'] },
    },
    {
      name: 'rows-know-store-and-core',
      severity: 'error',
      from: { path: '^src/rows/' },
      to: { path: '^src/', pathNot: '^src/(rows|store|core)/' },
    },
    {
      name: 'access-run-language-stay-apart',
      severity: 'error',
      from: { path: '^src/(access|run|language)/' },
      to: { path: '^src/', pathNot: ['^src/(federation|redshift|sql|store|core)/', '^src/$1/'] },
    },
    {
      name: 'webview-knows-core-alone',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: '^src/', pathNot: '^src/(webview|core)/' },
    },
    {
      name: 'ui-sees-only-the-protocol-of-webview',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/webview/', pathNot: '^src/webview/(p|\\w+P)rotocol\\.ts$' },
    },
    {
      name: 'sandbox-imports-nothing-of-src',
      comment: 'The far side must not share the mistakes of the near side.',
      severity: 'error',
      from: { path: '^test/sandbox/' },
      to: { path: ['^src/', 'saml2-js', '@aws-sdk/', '@smithy/'] },
    },
    {
      name: 'entry-stays-light',
      comment: 'What is loaded at activation must not pull in the SDK or SAML: those come by backend.ts, at first use.',
      severity: 'error',
      from: { path: '^src/(extension\\.ts|ui/)' },
      to: { path: 'node_modules/(@aws-sdk|@smithy|saml2-js|@xmldom)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
