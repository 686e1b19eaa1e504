import { commands as editorCommands, l10n, window } from 'vscode';
import { Cancelled, Failure } from '../core/failure';
import type { Log } from '../core/ports';
import type { WayId } from '../core/profile';
import { commands } from './contributions';
import { failureText } from './failures';
import type { FailureAction, FailureText } from './failures/failureText';

/** What a failure's button does where the command alone does not know it. */
export interface MessageContext {
  /** The account that the failed work was for: Sign In renews that one. */
  accountId?: string | undefined;
  /** The connection of the failed work: the browser signs in by that one. A failure that names one brings it along. */
  profileId?: string | undefined;
  /** The way in that failed: Sign In tries that one again. */
  way?: WayId | undefined;
  /** The statement that failed: Prepare UNLOAD takes that one, else the one at the cursor. */
  statement?: string | undefined;
  /** Does the failed work again; without it, no Retry is offered. */
  retry?: () => unknown;
  /** Runs the statements of a batch by themselves; without it, no such button is offered. */
  runOneByOne?: () => unknown;
  /** Chooses where the file's statements go; without it, no such button is offered. */
  selectTarget?: () => unknown;
}

/** The one place where an error becomes something that a person sees. */
export class Messages {
  constructor(private readonly log: Log) {}

  /**
   * Shows an error with what to do about it, and logs it. Cancelled is silent, and so is a sign-in that was asked for and not
   * wanted; what is no Failure is a defect of ours.
   * Resolves when the message is gone. `doing` is localized: what was being done, as in "signing in".
   */
  async showFailure(error: unknown, doing: string, context: MessageContext = {}): Promise<void> {
    if (Cancelled.is(error)) return;
    this.logFailure(error, doing);
    if (Failure.has(error, 'signIn.needed') && error.facts.declined) return;
    const failure = this.asFailure(error, doing);
    const { happened, toDo, action, otherAction = isOfSignIn(failure) ? 'diagnose' : undefined } = failureText(failure);
    const about = {
      ...context,
      profileId: profileOf(failure) ?? context.profileId,
      way: wayOf(failure) ?? context.way,
    };
    const clicks = [action, otherAction].flatMap((one) => (one && this.clickOf(one, about)) ?? []);
    const chosen = await window.showErrorMessage(`${happened} ${toDo}`, ...clicks.map(({ title }) => title));
    await clicks.find(({ title }) => title === chosen)?.run();
  }

  /** Logs an error that is shown elsewhere than in a message: a node, a page. */
  logFailure(error: unknown, doing: string): void {
    if (!Cancelled.is(error)) this.log.error(`failed: ${doing}`, error);
  }

  /** The same words without showing them, for nodes, diagnostics and pages. Undefined for Cancelled. */
  textOf(error: unknown, doing: string): FailureText | undefined {
    return Cancelled.is(error) ? undefined : failureText(this.asFailure(error, doing));
  }

  private asFailure(error: unknown, doing: string): Failure {
    return Failure.is(error) ? error : new Failure('internal.unexpected', { doing }, { cause: error });
  }

  /** The button for an action: its title, and what it does. Undefined where the context has no way to do it. */
  clickOf(action: FailureAction, context: MessageContext): { title: string; run: () => unknown } | undefined {
    switch (action) {
      case 'signIn':
        return {
          title: l10n.t('Sign In'),
          run: () => editorCommands.executeCommand(commands.signIn, aboutOf(context)),
        };
      case 'useBrowser':
        return {
          title: l10n.t('Use the Browser'),
          run: () => editorCommands.executeCommand(commands.signIn, { ...aboutOf(context), way: 'browser' }),
        };
      case 'openSettings':
        return { title: l10n.t('Open Settings'), run: () => editorCommands.executeCommand(commands.openSettings) };
      case 'showLog':
        return { title: l10n.t('Show Log'), run: () => editorCommands.executeCommand(commands.showLog) };
      case 'addConnection':
        return { title: l10n.t('Add Connection'), run: () => editorCommands.executeCommand(commands.addConnection) };
      case 'reload':
        return {
          title: l10n.t('Reload Window'),
          run: () => editorCommands.executeCommand('workbench.action.reloadWindow'),
        };
      case 'diagnose':
        return {
          title: l10n.t('Diagnose'),
          run: () => editorCommands.executeCommand(commands.diagnoseSignIn, aboutOf(context)),
        };
      case 'prepareUnload':
        return {
          title: l10n.t('Prepare UNLOAD'),
          run: () => editorCommands.executeCommand(commands.prepareUnload, context.statement),
        };
      case 'retry':
        return context.retry && { title: l10n.t('Retry'), run: context.retry };
      case 'runOneByOne':
        return context.runOneByOne && { title: l10n.t('Run One by One'), run: context.runOneByOne };
      case 'selectTarget':
        return context.selectTarget && { title: l10n.t('Select Target'), run: context.selectTarget };
    }
  }
}

function aboutOf({
  accountId,
  profileId,
  way,
}: MessageContext): Pick<MessageContext, 'accountId' | 'profileId' | 'way'> {
  return { accountId, profileId, way };
}

/** Where the answer, or what AWS says of it, is the reason: there the doctor sees more than one message can tell. */
function isOfSignIn({ code }: Failure): boolean {
  return /^(saml|sts)\./.test(code) || code === 'signIn.timedOut';
}

/** The connection that a failure is about, where its facts name it. */
function profileOf({ facts }: Failure): string | undefined {
  return 'profileId' in facts ? facts.profileId : undefined;
}

/** The way in that a failure happened on, where its code names it. */
function wayOf({ code }: Failure): WayId | undefined {
  if (code.startsWith('okta.')) return 'oktaPassword';
  return code.startsWith('pasted.') ? 'pasted' : undefined;
}
