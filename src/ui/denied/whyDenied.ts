import { l10n, window, type TextEditor, type Uri } from 'vscode';
import type { Question } from '../../access/denied/question';
import type { Disposable } from '../../core/ports';
import type { Target } from '../../core/warehouse';
import { nameAround } from '../../sql/names';
import { objectsOf } from '../../sql/statementObjects';
import type { AccountService } from '../accounts/accountService';
import type { RelationNode, SchemaNode } from '../explorer/nodes';
import { loadFaces } from '../faces';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { isSql } from '../query/sqlDocument';
import type { DeniedPanel } from './deniedPanel';

/** An error of a statement, and where it was run. */
export interface DeniedStatement {
  target: Target;
  statement: string;
  message: string;
}

/** What the command is asked with: a node of the tree, an error, or (from menus of the editor) nothing that counts. */
export type DeniedAbout = SchemaNode | RelationNode | DeniedStatement | Uri | undefined;

/** Answers why something was, or would be, denied. */
export class WhyDenied implements Disposable {
  #panel: DeniedPanel | undefined;

  constructor(
    private readonly accounts: AccountService,
    private readonly query: Pick<Query, 'runs' | 'statements'>,
    private readonly messages: Messages,
    private readonly extensionUri: Uri,
  ) {}

  /** Rejects with Failure or Cancelled: what is wrong once the page is there is said in it. */
  async ask(about: DeniedAbout): Promise<void> {
    if (about !== undefined && 'message' in about) {
      const { target, statement, message } = about;
      await this.#open({ statement, message }, target);
    } else if (about !== undefined && 'kind' in about) await this.#askNode(about);
    else {
      const editor = window.activeTextEditor;
      if (editor !== undefined && isSql(editor.document)) await this.#askName(editor);
      else void window.showInformationMessage(l10n.t('Open a SQL file first.'));
    }
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  async #askNode(node: SchemaNode | RelationNode): Promise<void> {
    const { accountId, warehouse, database, schema } = node;
    const about: Question['about'] =
      node.kind === 'schema'
        ? { kind: 'schema', name: schema }
        : { kind: 'relation', schema, name: node.relation.name };
    await this.#open({ about }, { accountId, warehouse, database });
  }

  async #askName({ document, selection }: TextEditor): Promise<void> {
    const offset = document.offsetAt(selection.active);
    const found = this.query.statements.of(document).at(offset);
    const parts = found && nameAround(found.text, offset - found.start);
    const name = parts?.at(-1);
    if (found === undefined || name === undefined) {
      void window.showInformationMessage(
        l10n.t('Put the cursor on the name of a table, view, schema, function or procedure.'),
      );
      return;
    }
    const { target } = (await this.query.runs.targetOf(document)) ?? (await this.query.runs.selectTarget(document));
    const uses = objectsOf(found.text).filter((use) => use.name.at(-1) === name);
    const kinds = uses.map((use) => use.kind);
    const kind = (['schema', 'routine'] as const).find((each) => kinds.includes(each)) ?? 'relation';
    const schema = parts?.at(-2);
    const about: Question['about'] = { kind, ...(schema !== undefined && { schema }), name };
    await this.#open({ about, statement: found.text }, target);
  }

  async #open(question: Question, target: Target): Promise<void> {
    const { DeniedPanel } = await loadFaces();
    const { accounts, messages, extensionUri } = this;
    this.#panel ??= new DeniedPanel({ accounts, messages, extensionUri }, () => (this.#panel = undefined));
    this.#panel.ask(question, target);
  }
}
