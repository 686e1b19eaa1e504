import { l10n, window, workspace, type TextDocument } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { Profile } from '../../core/profile';
import type { Session } from '../../core/session';
import type { Target, WarehouseRef } from '../../core/warehouse';
import { readTargetHeader, type TargetHeader } from '../../sql/targetHeader';
import type { AccountService } from '../accounts/accountService';
import { chooseAmong } from '../accounts/accountPicker';
import { partsOfRoleArn } from '../accounts/roleArn';
import { warehousesOf } from '../accounts/warehouses';
import type { ProfileSettings } from '../profiles/profileSettings';
import { fileName } from './sqlDocument';
import { kindWords } from './targetWords';

/** Lines in which a header may stand. */
const headLines = 20;

/** What the header of a document says, as one text: what was decided for one is not asked again. */
export interface HeaderFound {
  text: string;
  header?: TargetHeader;
  problem?: Failure<'header.invalid'>;
}

/** A file's own comment about its target (`-- redshift: profile=...`): what a repository says is shown to the person before it is used. */
export class HeaderTargets {
  constructor(
    private readonly accounts: AccountService,
    private readonly profiles: Pick<ProfileSettings, 'all' | 'get'>,
  ) {}

  /** Undefined where there is none, and in a workspace that is not trusted. */
  find(document: TextDocument): HeaderFound | undefined {
    if (!workspace.isTrusted) return undefined;
    const end = Math.min(headLines, document.lineCount);
    const head = document.getText(document.validateRange(rangeOfLines(document, end)));
    const { header, problems } = readTargetHeader(head);
    const [problem] = problems;
    if (problem !== undefined) {
      return { text: JSON.stringify(problem), problem: new Failure('header.invalid', problem) };
    }
    return header && { text: JSON.stringify(header), header };
  }

  /**
   * The target that a header names, once the person has seen where it leads; undefined when they want to choose one themselves.
   * @throws Failure header.*, what listing warehouses throws; Cancelled
   */
  async resolve(
    document: TextDocument,
    { header, problem }: HeaderFound,
    signal: AbortSignal,
  ): Promise<Target | undefined> {
    if (problem !== undefined) throw problem;
    if (header?.warehouse === undefined) return undefined;
    const session = await this.#sessionFor(header);
    const profile = this.accounts.profileOf(session);
    const warehouse = await this.#warehouseFor(header.warehouse, session, profile, signal);
    const target = { accountId: session.account.id, warehouse, database: header.database ?? warehouse.database };
    return (await confirm(document, target, session, profile)) ? target : undefined;
  }

  async #sessionFor({ profile, account }: TargetHeader): Promise<Session> {
    if (profile !== undefined && !this.profiles.all().some(({ id }) => id === profile)) {
      throw new Failure('header.noProfile', { profile });
    }
    const fitting = (await this.accounts.sessions()).filter(
      (session) =>
        (profile === undefined || session.profileId === profile) &&
        (account === undefined || session.account.label === account),
    );
    const [first, ...others] = fitting;
    if (first === undefined) {
      throw new Failure('header.notSignedIn', {
        ...(account === undefined ? {} : { account }),
        ...(profile === undefined ? {} : { profileId: profile }),
      });
    }
    return others.length === 0 ? first : chooseAmong(this.accounts, fitting, l10n.t('Account for this file'));
  }

  async #warehouseFor(
    { name, kind }: NonNullable<TargetHeader['warehouse']>,
    { account }: Session,
    { warehouses }: Profile,
    signal: AbortSignal,
  ): Promise<WarehouseRef> {
    const fits = (each: WarehouseRef): boolean => each.name === name && (kind === undefined || each.kind === kind);
    const typedIn = warehouses.find(fits);
    if (typedIn !== undefined) return typedIn;
    const listed = (await warehousesOf(this.accounts, account.id, signal)).warehouses.find(fits);
    // One that may not be listed can be used all the same.
    return listed ?? { kind: kind ?? 'cluster', name, database: 'dev' };
  }
}

function rangeOfLines(document: TextDocument, end: number) {
  return document.lineAt(0).range.with({ end: document.lineAt(Math.max(end, 1) - 1).range.end });
}

async function confirm(
  document: TextDocument,
  { warehouse, database }: Target,
  session: Session,
  profile: Profile,
): Promise<boolean> {
  const use = l10n.t('Use It');
  const choose = l10n.t('Choose Another...');
  const role = partsOfRoleArn(session.roleArn);
  const detail = [
    `${l10n.t('Connection')}: ${profile.name} (${hostOf(profile)})`,
    `${l10n.t('Account')}: ${session.account.label}`,
    `${l10n.t('AWS role')}: ${role.name} (${role.account})`,
    `${l10n.t('Warehouse')}: ${warehouse.name} (${kindWords(warehouse)})`,
    `${l10n.t('Database')}: ${database}`,
  ].join('\n');
  const question = l10n.t('{0} names where its statements go. Run them there?', fileName(document));
  const answer = await window.showInformationMessage(question, { modal: true, detail }, use, choose);
  if (answer === undefined) throw new Cancelled();
  return answer === use;
}

/** Where one signs in by a connection. */
function hostOf({ loginUrl, metadata }: Profile): string {
  const address = [loginUrl, metadata].find((one) => one !== undefined && URL.canParse(one));
  return address === undefined ? l10n.t('as its metadata says') : new URL(address).host;
}
