import { l10n } from 'vscode';
import type { EvidenceName, StepId, StepState } from '../../access/doctor/steps';

/** What a step is about. */
export function stepTitle(id: StepId): string {
  const titles: Record<StepId, string> = {
    profile: l10n.t('Connection'),
    loginUrl: l10n.t('Login address'),
    listener: l10n.t('Port for the answer'),
    response: l10n.t('Answer of the identity provider'),
    signature: l10n.t('Signature'),
    issuer: l10n.t('Issuer'),
    audience: l10n.t('Audience'),
    recipient: l10n.t('Recipient (SAML:aud)'),
    destination: l10n.t('Destination'),
    conditions: l10n.t('Times and clock'),
    attributes: l10n.t('Attribute names'),
    role: l10n.t('AWS roles'),
    sessionName: l10n.t('Session name'),
    tags: l10n.t('Principal tags'),
    sts: l10n.t('AWS credentials'),
    warehouse: l10n.t('Warehouse'),
    endpoints: l10n.t('Network'),
    credentials: l10n.t('Database credentials'),
    dataApi: l10n.t('Permissions of the Data API'),
    login: l10n.t('Login to the database'),
    dbRoles: l10n.t('Database roles'),
  };
  return titles[id];
}

export function stateText(state: StepState): string {
  const texts: Record<StepState, string> = {
    waiting: l10n.t('waiting'),
    running: l10n.t('running'),
    passed: l10n.t('passed'),
    failed: l10n.t('failed'),
    notReached: l10n.t('not reached'),
  };
  return texts[state];
}

/** What is being done, for the status line. */
export function doingText(id: StepId): string {
  return id === 'response' ? l10n.t('Waiting for your sign-in in the browser…') : l10n.t('{0}…', stepTitle(id));
}

export function evidenceLabel(name: EvidenceName): string {
  const labels: Record<EvidenceName, string> = {
    connection: l10n.t('Connection'),
    provider: l10n.t('Provider'),
    region: l10n.t('Region'),
    host: l10n.t('Host'),
    entityId: l10n.t('Entity ID'),
    certificates: l10n.t('Certificates'),
    address: l10n.t('Address'),
    startedBy: l10n.t('Asked for by'),
    characters: l10n.t('Characters'),
    user: l10n.t('User'),
    issuer: l10n.t('Issuer'),
    audience: l10n.t('Audience'),
    recipient: l10n.t('Recipient'),
    destination: l10n.t('Destination'),
    issued: l10n.t('Issued'),
    validFrom: l10n.t('Valid from'),
    validUntil: l10n.t('Valid until'),
    clockAhead: l10n.t('Clock here ahead of the server’s'),
    attribute: l10n.t('Attribute'),
    awsRole: l10n.t('AWS role'),
    samlProvider: l10n.t('SAML provider'),
    sessionName: 'RoleSessionName',
    tagLength: l10n.t('Length of the tag'),
    session: l10n.t('Session'),
    expires: l10n.t('Expires'),
    warehouse: l10n.t('Warehouse'),
    allowed: l10n.t('Allowed'),
    denied: l10n.t('Denied'),
    notTried: l10n.t('Not tried'),
    database: l10n.t('Database'),
    databaseUser: l10n.t('Database user'),
    granted: l10n.t('Granted role'),
  };
  return labels[name];
}
