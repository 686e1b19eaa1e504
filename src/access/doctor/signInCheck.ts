import { Failure, type FailureCode } from '../../core/failure';
import { readAwsAttributes, type AwsAttributes } from '../../federation/attributes';
import { audiencesOf } from '../../federation/audiences';
import { ReplayMemory } from '../../federation/replayMemory';
import type { Envelope } from '../../federation/samlConditions';
import { checkResponse, type CheckedResponse } from '../../federation/samlResponse';
import { anyRequest, type ResponseCase } from './responseCase';
import type { StepId } from './steps';

/** What the sign-in itself would say. */
export async function signInCheck(
  given: ResponseCase,
  envelope: Envelope | undefined,
): Promise<{ response: CheckedResponse; attributes: AwsAttributes } | Failure> {
  const { samlResponse, profile, metadata, recipients, requestId, times } = given;
  try {
    const response = await checkResponse(samlResponse, {
      expected: {
        recipients,
        audiences: audiencesOf(profile),
        requestId: requestId === anyRequest ? envelope?.inResponseTo : requestId,
        issuer: metadata?.entityId,
        now: times.now,
      },
      certificates: metadata?.certificates,
      memory: new ReplayMemory(),
    });
    return { response, attributes: readAwsAttributes(response.attributes) };
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
}

/** The step that a failure of the check belongs to. */
export function stepOf(code: FailureCode): StepId {
  const steps: Partial<Record<FailureCode, StepId>> = {
    'saml.unsigned': 'signature',
    'saml.badSignature': 'signature',
    'saml.algorithm': 'signature',
    'saml.wrapped': 'signature',
    'saml.wrongIssuer': 'issuer',
    'saml.wrongAudience': 'audience',
    'saml.wrongRecipient': 'recipient',
    'saml.wrongDestination': 'destination',
    'saml.expired': 'conditions',
    'saml.notYetValid': 'conditions',
    'saml.unknownCondition': 'conditions',
    'saml.incomplete': 'conditions',
    'saml.noRole': 'role',
    'saml.roleSessionName': 'sessionName',
    'saml.tagTooLong': 'tags',
  };
  return steps[code] ?? 'response';
}
