/** Where each text is written to; the numbers are the steps. */
export const setupFiles = {
  application: '1-application.md',
  applicationJson: '1-application.json',
  trust: '2-trust-policy.json',
  permission: '2-permission-policy.json',
  aws: '2-aws.sh',
  grants: '3-roles.sql',
  cleanUpAws: '5-clean-up-1-aws.sh',
  cleanUpGrants: '5-clean-up-2-roles.sql',
} as const;

export type FileNames = typeof setupFiles;
