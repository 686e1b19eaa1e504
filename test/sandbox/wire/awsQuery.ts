import { headerOf, type RawRequest, type RawResponse } from './httpServer';
import type { AwsQuery, Json, JsonObject, ServiceError } from './service';
import { escapeXml } from './xml';

/** The awsQuery protocol: form in, XML out (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html). */
export interface QueryCall {
  action: string;
  version: string;
  input: JsonObject;
}

/** Undefined when the request is no form. STS takes GET as well as POST. */
export function readQuery(request: RawRequest): QueryCall | undefined {
  const isForm = (headerOf(request, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  if (request.method !== 'GET' && !isForm) return undefined;
  const form = new URLSearchParams(request.method === 'GET' ? request.query : request.body.toString('utf8'));
  const tree: Branch = new Map();
  for (const [name, value] of form) {
    if (name !== 'Action' && name !== 'Version') plant(tree, name.split('.'), value);
  }
  return { action: form.get('Action') ?? '', version: form.get('Version') ?? '', input: unfoldObject(tree) };
}

type Branch = Map<string, Branch | string>;

function plant(branch: Branch, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  let next = branch.get(name);
  if (next === undefined || typeof next === 'string') branch.set(name, (next = new Map()));
  plant(next, rest, value);
}

function unfoldObject(branch: Branch): JsonObject {
  return Object.fromEntries([...branch].map(([name, value]) => [name, unfold(value)]));
}

/** A list is `Name.1` or `Name.element.1`, whatever the element is called. */
function unfold(value: Branch | string): Json {
  if (typeof value === 'string') return value;
  const items = listItems(value) ?? (value.size === 1 ? nestedList(value) : undefined);
  return items ? items.map(unfold) : unfoldObject(value);
}

function nestedList(branch: Branch): (Branch | string)[] | undefined {
  const [only] = branch.values();
  return only instanceof Map ? listItems(only) : undefined;
}

function listItems(branch: Branch): (Branch | string)[] | undefined {
  const names = [...branch.keys()];
  if (names.length === 0 || !names.every((name) => /^[1-9]\d*$/.test(name))) return undefined;
  return [...branch].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}

export function writeQueryResult(
  protocol: AwsQuery,
  action: string,
  output: JsonObject,
  requestId: string,
): RawResponse {
  const result = members(output, protocol.listElements ?? {});
  return xml(
    200,
    `<${action}Response xmlns="${protocol.xmlns}"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    requestId,
  );
}

export function writeQueryError(protocol: AwsQuery, error: ServiceError, requestId: string): RawResponse {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  return xml(
    error.status,
    `<ErrorResponse xmlns="${protocol.xmlns}"><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code>` +
      `<Message>${escapeXml(error.message)}</Message>${members(error.fields, {})}</Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    requestId,
  );
}

function xml(status: number, body: string, requestId: string): RawResponse {
  return { status, headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId }, body };
}

/** Members that are null are left out, as AWS does. */
function members(value: JsonObject, lists: Readonly<Record<string, string>>): string {
  return Object.entries(value)
    .map(([name, member]) => (member === null ? '' : `<${name}>${content(name, member, lists)}</${name}>`))
    .join('');
}

function content(name: string, value: Json, lists: Readonly<Record<string, string>>): string {
  if (Array.isArray(value)) {
    const element = lists[name] ?? 'member';
    return value.map((item) => `<${element}>${content(element, item, lists)}</${element}>`).join('');
  }
  if (typeof value === 'object' && value !== null) return members(value, lists);
  return escapeXml(String(value));
}
