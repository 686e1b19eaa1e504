/** Our environment for an editor: without what an editor around us (its terminal, its debugger) put there. */
export function editorEnvironment(additions: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|npm)_/.test(name) && name !== 'NODE_OPTIONS',
  );
  return { ...Object.fromEntries(own), ...additions };
}

/** Settings that keep an editor quiet: no telemetry, updates, AI features, tips; nothing asked of the network. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'remote.autoForwardPorts': false, // it would offer the sandbox's ports
};
