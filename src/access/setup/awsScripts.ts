import { awsRoleArn, samlProviderArn, shellWord } from './names';
import type { SetupPlan } from './setupInput';
import type { FileNames } from './setupFiles';

/** Name of the role's one policy. */
const policyName = 'redshift-federation';

/** Makes the SAML provider and the role; where they are there, brings them up to date. */
export function awsScript(plan: SetupPlan, files: FileNames): string {
  return `#!/bin/sh
# Makes the SAML provider and the role in the AWS account ${plan.account}, or brings them up to date: it may be run again.
# Needs the AWS CLI with rights to IAM, the two policies beside this file, and the metadata of the provider's application:
#   sh ${files.aws} metadata.xml
set -eu
${prologue(plan)}
metadata=\${1:-metadata.xml}
if [ ! -f "$metadata" ]; then
  echo "There is no file $metadata: download the metadata of the application first." >&2
  exit 1
fi
here=$(dirname -- "$0")

if aws iam get-saml-provider --saml-provider-arn "$provider" >/dev/null 2>&1; then
  aws iam update-saml-provider --saml-provider-arn "$provider" --saml-metadata-document "file://$metadata" >/dev/null
else
  aws iam create-saml-provider --name ${shellWord(plan.samlProvider)} --saml-metadata-document "file://$metadata" >/dev/null
fi

if aws iam get-role --role-name "$role" >/dev/null 2>&1; then
  aws iam update-assume-role-policy --role-name "$role" --policy-document "file://$here/${files.trust}"
  aws iam update-role --role-name "$role" --max-session-duration ${plan.hours * 3600}
else
  aws iam create-role --role-name "$role" --max-session-duration ${plan.hours * 3600} \\
    --assume-role-policy-document "file://$here/${files.trust}" >/dev/null
fi
aws iam put-role-policy --role-name "$role" --policy-name ${policyName} --policy-document "file://$here/${files.permission}"

echo ${shellWord(`Ready: ${awsRoleArn(plan)}`)}
`;
}

/** Removes both; what is gone already is passed over. */
export function awsCleanUpScript(plan: SetupPlan): string {
  return `#!/bin/sh
# Removes the role and the SAML provider from the AWS account ${plan.account}. Who is signed in by it may do nothing from then on.
# It may be run again. A role that got further policies is not removed: IAM says so.
set -eu
${prologue(plan)}

if aws iam get-role --role-name "$role" >/dev/null 2>&1; then
  if aws iam get-role-policy --role-name "$role" --policy-name ${policyName} >/dev/null 2>&1; then
    aws iam delete-role-policy --role-name "$role" --policy-name ${policyName}
  fi
  aws iam delete-role --role-name "$role"
fi
if aws iam get-saml-provider --saml-provider-arn "$provider" >/dev/null 2>&1; then
  aws iam delete-saml-provider --saml-provider-arn "$provider"
fi

echo 'Removed.'
`;
}

/** Nothing is changed in another account than the one that was meant. */
function prologue(plan: SetupPlan): string {
  return `role=${shellWord(plan.awsRole)}
provider=${shellWord(samlProviderArn(plan))}
account=$(aws sts get-caller-identity --query Account --output text)
if [ "$account" != ${plan.account} ]; then
  echo "These credentials are of the account $account, not of ${plan.account}: nothing was changed." >&2
  exit 1
fi`;
}
