import assert from 'node:assert/strict';
import { comparisonMarkdown, pictureMarkdown } from '../../../../src/ui/inspector/accessMarkdown';
import { comparison, pictureOf } from '../../../workbench/harness/accessViews';

const words = { schema: 'Schema', tables: 'Tables', notKnown: '?' };

describe('access as Markdown', () => {
  it('says what the page shows, in its order', () => {
    const view = pictureOf(4);
    assert.equal(
      pictureMarkdown('nora_b on redshift-cluster-1', ['Read at 2:04 PM.'], view, words),
      `# nora\\_b on redshift-cluster-1

Read at 2:04 PM.

|  |  |  |
| --- | --- | --- |
| ✓ Identity provider | nora@example.com, Sandbox | signed in |
| ✓ Principal tags | RedshiftDbUser = nora, RedshiftDbRoles = marketing:sales | 2 tags |
| ✓ AWS role | redshift-analyst, nora@example.com | until 3:04 PM |
| ! Database user | IAMR:redshift-analyst | shared by all on the AWS role |
| ✗ Session roles | ✗ marketing (missing), ✓ sales | 1 of 2 wanted roles missing |
| • Inherited roles |  | cannot be seen |
| ✓ Privileges |  | 4 schemas |

- ! The database knows you as IAMR:redshift-analyst, a user of the AWS role that everybody on it shares.
- ✗ Your identity provider asks for the role marketing, and the database did not give it to your session.
- • Inherited roles cannot be seen with your rights. (permission denied for relation svv\\_role\\_grants)

## Privileges

| Schema | Tables | USAGE | CREATE | SELECT | INSERT | UPDATE | DELETE |
| --- | --- | --- | --- | --- | --- | --- | --- |
| public | 4 | ✓ | ✓ | 4/4 | 4/4 | 4/4 | 4/4 |
| reporting\\_schema | 12 | ✓ | – | 3/12 | – | – | – |
| \\<img src=x onerror="document.title='hit'"\\> (Spectrum) | 2 | ✓ | – | 2/2 | ? | ? | ? |
| team\\_000 | 100 | ✓ | ✓ | 100/100 | – | – | – |

- • Held on no table: DROP, REFERENCES, TRUNCATE, ALTER.

## System privileges

- • None.

## Default privileges

| Owner | Schema | Objects | Privilege | Given to |
| --- | --- | --- | --- | --- |
| etl | public | TABLE | SELECT | sales |

## Details

- Role ARN: arn:aws:iam::123456789012:role/redshift-analyst
`,
    );
  });

  it('says what one of two has more', () => {
    assert.equal(
      comparisonMarkdown('Compare Access', comparison, words),
      `# Compare Access

- A: gus@example.com, redshift-analyst-cluster, redshift-cluster-1/dev, read at 2:04 PM
- B: gus@example.com, redshift-analyst-serverless, workgroup-1/dev, read at 2:05 PM

## More in A

- ✓ Role finance
- ✓ Schema finance\\_schema: USAGE, SELECT on all 3

## More in B

- ✓ sales\\_schema: SELECT on 9 of 9, in A on 3 of 7

## Not comparable

- • System privileges: B was not told them. (relation "svv\\_system\\_privileges" does not exist)

## Privileges

| Schema | Tables | USAGE | CREATE | SELECT | INSERT | UPDATE | DELETE |
| --- | --- | --- | --- | --- | --- | --- | --- |
| finance\\_schema | A 3, B 0 | A ✓, B – | – | A 3/3, B – | – | – | – |
| public | 4 | ✓ | ✓ | 4/4 | 4/4 | 4/4 | A 4/4, B ? |
| sales\\_schema | A 7, B 9 | ✓ | – | A 3/7, B 9/9 | – | – | – |
`,
    );
  });

  it('lets no name break out of its cell or its line', () => {
    const view = { ...pictureOf(3), tables: [] };
    const row = { schema: 'a|b\n| c | `d` [e](f)', sides: [{ of: 0, values: [true] }] };
    const matrix = { ...view.matrix, columns: ['USAGE'], rows: [row], notes: [] };
    const text = pictureMarkdown('', [], { ...view, matrix }, words);
    assert.ok(text.includes('\n| a\\|b \\| c \\| \\`d\\` \\[e\\](f) | 0 | ✓ |\n'), text);
  });
});
