import assert from 'node:assert/strict';
import type { RawRequest } from '../../../sandbox/wire/httpServer';
import { canonicalRequest, parseAuthorization, sign, stringToSign } from '../../../sandbox/wire/sigv4';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const TIME = '20150830T123600Z';

/** AWS's published test suite (aws-sig-v4-test-suite): request line, further headers, body, signature. */
const VECTORS: [name: string, line: string, headers: [string, string][], body: string, signature: string][] = [
  ['get-vanilla', 'GET /', [], '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    'GET /?Param2=value2&Param1=value1',
    [],
    '',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'get-vanilla-empty-query-key',
    'GET /?Param1=value1',
    [],
    '',
    'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  ],
  ['get-utf8', 'GET /ሴ', [], '', '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
  ['get-relative', 'GET /example/..', [], '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-relative-relative',
    'GET /example1/example2/../..',
    [],
    '',
    '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  ],
  ['get-slash-dot-slash', 'GET /./', [], '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-slash-pointless-dot',
    'GET /./example',
    [],
    '',
    'ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5',
  ],
  ['get-slashes', 'GET //example//', [], '', '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84'],
  ['get-space', 'GET /example space/', [], '', '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741'],
  [
    'get-unreserved',
    'GET /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    [],
    '',
    '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  ],
  [
    'get-header-key-duplicate',
    'GET /',
    [
      ['My-Header1', 'value2'],
      ['My-Header1', 'value2'],
      ['My-Header1', 'value1'],
    ],
    '',
    'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
  ],
  [
    'get-header-value-trim',
    'GET /',
    [
      ['My-Header1', ' value1'],
      ['My-Header2', ' "a   b   c"'],
    ],
    '',
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  ],
  ['post-vanilla', 'POST /', [], '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-x-www-form-urlencoded',
    'POST /',
    [['Content-Type', 'application/x-www-form-urlencoded']],
    'Param1=value1',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
];

describe("the sandbox's Signature Version 4", () => {
  for (const [name, line, headers, body, expected] of VECTORS) {
    it(`gives the published signature of ${name}`, () => {
      const signature = signatureOf(
        line,
        [['Host', 'example.amazonaws.com'], ...headers, ['X-Amz-Date', TIME]],
        body,
        'service',
      );
      assert.equal(signature, expected);
    });
  }

  it('gives the signature of the IAM example in the AWS General Reference', () => {
    const signature = signatureOf(
      'GET /?Action=ListUsers&Version=2010-05-08',
      [
        ['Host', 'iam.amazonaws.com'],
        ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
        ['X-Amz-Date', TIME],
      ],
      '',
      'iam',
    );
    assert.equal(signature, '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7');
  });

  it('says what an Authorization header lacks, without repeating its signature', () => {
    const wrong = [
      'AWS4-HMAC-SHA256 Credential=A/1/2/3/aws4_request, Signature=5ec4e7',
      'AWS4-HMAC-SHA256 Credential=A/1/2, SignedHeaders=host, Signature=5ec4e7',
      'AWS4-HMAC-SHA256 nonsense, Signature=5ec4e7',
    ];
    assert.deepEqual(wrong.map(parseAuthorization), [
      "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 Credential=A/1/2/3/aws4_request, Signature=...",
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'A/1/2'",
      "'nonsense' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 nonsense, Signature=...'.",
    ]);
  });
});

function signatureOf(line: string, headers: [string, string][], body: string, service: string): string {
  const space = line.indexOf(' ');
  const [path = '', query = ''] = line.slice(space + 1).split('?');
  const request: RawRequest = { method: line.slice(0, space), path, query, headers, body: Buffer.from(body) };
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].sort();
  const scope = { date: '20150830', region: 'us-east-1', service };
  return sign(stringToSign(canonicalRequest(request, names), TIME, scope), SECRET, scope);
}
