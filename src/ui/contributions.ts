/**
 * Every id that the manifest (package.json) declares and the code uses, once. `test/unit/ui/contributions.test.ts` holds
 * this file against the manifest both ways. Each part adds to its own group.
 */

export const extensionId = 'redshift-federation.redshift-federation';

export const authenticationProvider = { id: 'redshift-federation', label: 'Amazon Redshift' } as const;

/** Commands of accounts and connections. */
export const accountCommands = {
  signIn: 'redshiftFederation.signIn',
  signInAnotherWay: 'redshiftFederation.signInAnotherWay',
  renewSession: 'redshiftFederation.renewSession',
  signOut: 'redshiftFederation.signOut',
  switchRole: 'redshiftFederation.switchRole',
  addConnection: 'redshiftFederation.addConnection',
  openSettings: 'redshiftFederation.openSettings',
  showLog: 'redshiftFederation.showLog',
} as const;

/** Commands about what is stored on this computer. */
export const storedCommands = {
  showStored: 'redshiftFederation.showStored',
  clearStored: 'redshiftFederation.clearStored',
} as const;

/** Commands that make, change and hand on connections. */
export const connectionCommands = {
  editConnection: 'redshiftFederation.editConnection',
  removeConnection: 'redshiftFederation.removeConnection',
  importJdbcUrl: 'redshiftFederation.importJdbcUrl',
  importConnection: 'redshiftFederation.importConnection',
  exportConnection: 'redshiftFederation.exportConnection',
} as const;

/** Commands of the sidebar's tree. */
export const explorerCommands = {
  refreshExplorer: 'redshiftFederation.refreshExplorer',
  refreshNode: 'redshiftFederation.refreshNode',
} as const;

/** Commands about what one may do. */
export const inspectorCommands = {
  openInspector: 'redshiftFederation.openInspector',
  compareAccess: 'redshiftFederation.compareAccess',
  refreshAccess: 'redshiftFederation.refreshAccess',
} as const;

/** Commands for administrators. */
export const setupCommands = {
  openSetupGuide: 'redshiftFederation.openSetupGuide',
} as const;

export const doctorCommands = {
  diagnoseSignIn: 'redshiftFederation.diagnoseSignIn',
} as const;

/** Commands about what was denied. */
export const deniedCommands = {
  whyDenied: 'redshiftFederation.whyDenied',
} as const;

/** Commands of SQL files: running, cancelling, choosing the target. */
export const queryCommands = {
  runStatement: 'redshiftFederation.runStatement',
  runSelection: 'redshiftFederation.runSelection',
  runToCursor: 'redshiftFederation.runToCursor',
  runFile: 'redshiftFederation.runFile',
  runFileGoOn: 'redshiftFederation.runFileGoOn',
  runFileAsBatch: 'redshiftFederation.runFileAsBatch',
  runSelectionAsBatch: 'redshiftFederation.runSelectionAsBatch',
  /** What a CodeLens runs; in no menu. */
  runLens: 'redshiftFederation.runLens',
  cancelRun: 'redshiftFederation.cancelRun',
  selectTarget: 'redshiftFederation.selectTarget',
  sessionActions: 'redshiftFederation.sessionActions',
} as const;

/** Commands of the results view. */
export const resultsCommands = {
  copyResults: 'redshiftFederation.copyResults',
  copyResultsWithHeaders: 'redshiftFederation.copyResultsWithHeaders',
  copyResultsAs: 'redshiftFederation.copyResultsAs',
  selectAllResults: 'redshiftFederation.selectAllResults',
  showCell: 'redshiftFederation.showCell',
  saveResults: 'redshiftFederation.saveResults',
  prepareUnload: 'redshiftFederation.prepareUnload',
} as const;

/** Commands of the history. */
export const historyCommands = {
  refreshHistory: 'redshiftFederation.refreshHistory',
  showMoreHistory: 'redshiftFederation.showMoreHistory',
  filterHistory: 'redshiftFederation.filterHistory',
  clearHistoryFilter: 'redshiftFederation.clearHistoryFilter',
  searchHistory: 'redshiftFederation.searchHistory',
  clearHistory: 'redshiftFederation.clearHistory',
  showRoleHistory: 'redshiftFederation.showRoleHistory',
  runAgain: 'redshiftFederation.runAgain',
  openResultAgain: 'redshiftFederation.openResultAgain',
  copyStatement: 'redshiftFederation.copyStatement',
  openAsFile: 'redshiftFederation.openAsFile',
  goToFile: 'redshiftFederation.goToFile',
} as const;

/** Commands of open sessions. */
export const sessionCommands = {
  refreshSessions: 'redshiftFederation.refreshSessions',
  closeSession: 'redshiftFederation.closeSession',
} as const;

/** Commands that hand a warehouse over to other tools. */
export const handOverCommands = {
  copyJdbcUrl: 'redshiftFederation.copyJdbcUrl',
  openPsql: 'redshiftFederation.openPsql',
  copyPassword: 'redshiftFederation.copyPassword',
} as const;

export const commands = {
  ...accountCommands,
  ...storedCommands,
  ...connectionCommands,
  ...explorerCommands,
  ...inspectorCommands,
  ...setupCommands,
  ...doctorCommands,
  ...deniedCommands,
  ...queryCommands,
  ...resultsCommands,
  ...historyCommands,
  ...sessionCommands,
  ...handOverCommands,
} as const;

/** Ids of view containers; the manifest allows letters, digits, `_` and `-` alone. */
export const viewContainers = {
  sidebar: 'redshiftFederation',
  results: 'redshiftFederationResults',
} as const;

export const views = {
  explorer: 'redshiftFederation.explorer',
  access: 'redshiftFederation.access',
  history: 'redshiftFederation.history',
  sessions: 'redshiftFederation.sessions',
  results: 'redshiftFederation.results',
} as const;

/** Settings below `settingsSection`, by the name that `getConfiguration(settingsSection).get()` takes. */
export const settingsSection = 'redshiftFederation';
export const settings = {
  profiles: 'profiles',
  codeLens: 'codeLens',
  statementMarks: 'statementMarks',
  accessRequestAddress: 'accessRequestAddress',
  defuseFormulas: 'defuseFormulas',
} as const;

/** Keys for the manifest's `when` clauses, set by `setContext`. */
export const contextKeys = {
  /** `noProfile`, `signedOut` or `signedIn`; unset until known, so that no welcome text flashes up. */
  accountState: 'redshiftFederation.accountState',
  /** Whether statements of the file in the active editor are running. */
  running: 'redshiftFederation.running',
  /** Whether the history shows what matches a filter alone. */
  historyFiltered: 'redshiftFederation.historyFiltered',
} as const;

/** `viewItem` values of the trees: what the context menus of the manifest match. */
export const treeItems = {
  account: 'redshiftAccount',
  expiredAccount: 'redshiftAccount.expired',
  warehouse: 'redshiftWarehouse',
  database: 'redshiftDatabase',
  schema: 'redshiftSchema',
  relation: 'redshiftRelation',
  column: 'redshiftColumn',
  day: 'redshiftDay',
  run: 'redshiftRun',
  statement: 'redshiftStatement',
  statementWithResult: 'redshiftStatement.withResult',
  roleHistory: 'redshiftRoleHistory',
  listedStatement: 'redshiftListedStatement',
  more: 'redshiftMore',
  sessionsOfAccount: 'redshiftSessionsOfAccount',
  session: 'redshiftSession',
  failed: 'redshiftFailed',
  empty: 'redshiftEmpty',
} as const;

/** `viewType` of editor panels. */
export const panels = {
  inspector: 'redshiftFederation.inspector',
  setup: 'redshiftFederation.setup',
  doctor: 'redshiftFederation.doctor',
  denied: 'redshiftFederation.denied',
} as const;

/** Language ids whose files can be run. */
export const languages = { sql: 'sql' } as const;
