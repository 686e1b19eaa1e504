import { headerOf, type RawRequest, type RawResponse } from './httpServer';
import { RawJson, type Json, type Json11, type JsonObject, type ServiceError } from './service';

/** The AWS JSON 1.1 protocol (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html). */

/** Name of the action; undefined when there is no target of this service. */
export function targetOf(protocol: Json11, request: RawRequest): string | undefined {
  const [prefix, action] = (headerOf(request, 'x-amz-target') ?? '').split('.');
  return prefix === protocol.targetPrefix ? action : undefined;
}

/** Undefined when the body is no JSON object. An empty body counts as `{}`. */
export function readJson(body: Buffer): JsonObject | undefined {
  if (body.length === 0) return {};
  try {
    const value = JSON.parse(body.toString('utf8')) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // The caller answers SerializationException.
    return undefined;
  }
}

export function writeJsonResult(output: JsonObject | RawJson, requestId: string): RawResponse {
  return json(200, output instanceof RawJson ? output.text : JSON.stringify(output), requestId);
}

export function writeJsonError(protocol: Json11, error: ServiceError, requestId: string): RawResponse {
  const member = protocol.messageMember ?? 'message';
  const text = error.message === '' ? {} : { [member]: error.message };
  return json(error.status, JSON.stringify({ __type: error.code, ...text, ...error.fields }), requestId);
}

function json(status: number, body: string, requestId: string): RawResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': requestId },
    body,
  };
}
