import { isAllowedRecipient } from '../../federation/recipients';
import type { Assertion } from '../../federation/samlAssertion';
import type { Envelope } from '../../federation/samlConditions';
import { fault } from './findings';
import { asText } from './foreign';
import type { StepId, StepResult } from './steps';

/**
 * Judges the addresses that a response is made out for. Recipient is what AWS calls `SAML:aud`, and what the role's trust policy
 * must name; Destination stands on the response around it.
 */
export function judgeAddresses(
  { confirmations }: Assertion,
  { destination, signed }: Envelope,
  recipients: readonly string[],
): [StepId, StepResult][] {
  const expected = recipients[0] ?? '';
  const bearers = confirmations.filter(({ method }) => method === 'urn:oasis:names:tc:SAML:2.0:cm:bearer');
  const named = bearers.flatMap(({ recipient }) => recipient ?? []);
  const isRight = named.some((recipient) => isAllowedRecipient(recipients, recipient));
  const wrong =
    bearers.length === 0
      ? fault('saml.incomplete', { missing: 'SubjectConfirmation' })
      : named.length === 0
        ? fault('saml.incomplete', { missing: 'Recipient' })
        : fault('saml.wrongRecipient', { expected, got: asText(named.join(', ')) });
  const missing = signed && destination === undefined;
  const elsewhere = destination !== undefined && !isAllowedRecipient(recipients, destination);
  return [
    [
      'recipient',
      {
        evidence: named.map((recipient) => ({ name: 'recipient', value: asText(recipient) })),
        findings: isRight ? [] : [wrong],
      },
    ],
    [
      'destination',
      {
        evidence: destination === undefined ? [] : [{ name: 'destination', value: asText(destination) }],
        findings: missing
          ? [fault('saml.incomplete', { missing: 'Destination' })]
          : elsewhere
            ? [fault('saml.wrongDestination', { expected, got: asText(destination) })]
            : [],
      },
    ],
  ];
}
