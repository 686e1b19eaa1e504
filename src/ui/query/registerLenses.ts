import { languages } from 'vscode';
import type { Disposable } from '../../core/ports';
import type { ProfileSettings } from '../profiles/profileSettings';
import type { DocumentStatements } from './documentStatements';
import { fileKey } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';
import { sqlSelector, StatementLenses } from './statementLenses';
import type { TargetMemory } from './targetMemory';

interface Parts {
  runs: SqlRuns;
  statements: DocumentStatements;
  profiles: ProfileSettings;
  targets: TargetMemory;
}

/** Hands the CodeLens of statements to the editor. */
export function registerLenses({ runs, statements, profiles, targets }: Parts): Disposable[] {
  const lenses = new StatementLenses({
    runs,
    statements,
    isOurs: (document) => profiles.all().length > 0 || targets.of(fileKey(document)) !== undefined,
    onDidChangeOurs: (listener) => profiles.onDidChange(listener),
  });
  return [lenses, languages.registerCodeLensProvider(sqlSelector, lenses)];
}
