/**
 * Entry of the lazy bundle: everything heavy (AWS SDK, SAML), loaded at the first sign-in or query and never at activation.
 * The editor's side reaches it by `loadBackend()` alone.
 */
export { diagnose, diagnosePasted } from './access/doctor/diagnose';
export { reportMetadata } from './federation/metadataReport';
export { signIn } from './federation/signIn';
export { forgetAssertion, switchRole } from './federation/takeRole';
export { offerWays, wayFor } from './federation/ways';
export { Redshift } from './redshift/redshift';
export { FileRunner } from './run/fileRunner';
