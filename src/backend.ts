/**
 * Entry of the lazy bundle: everything heavy (AWS SDK, SAML), loaded at the first sign-in or query and never at activation.
 * The editor's side reaches it by `loadBackend()` alone.
 */
export { signIn } from './federation/signIn';
export { offerWays, wayFor } from './federation/ways';
export { Redshift } from './redshift/redshift';
export { FileRunner } from './run/fileRunner';
