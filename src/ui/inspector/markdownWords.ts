import { l10n } from 'vscode';
import type { MarkdownWords } from './accessMarkdown';

export function markdownWords(): MarkdownWords {
  return { schema: l10n.t('Schema'), tables: l10n.t('Tables'), notKnown: l10n.t('not known') };
}
