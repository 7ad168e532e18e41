import { createHmac } from 'node:crypto';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { sources } from '../support/sources';

const server = sources.filter(({ file }) => !file.startsWith('ui/'));
const filesWith = (pattern: RegExp): string[] =>
  server
    .filter(({ source }) => pattern.test(source.text))
    .map(({ file }) => file)
    .sort();

describe('an outgoing request or file', () => {
  it('comes from three places: two with a shop’s own domain, and one with a checked address', () => {
    expect(filesWith(/\bfetch\(|globalThis\.fetch/)).toEqual([
      'shopify/api/graphql-call.ts',
      'shopify/bulk/bulk-result.server.ts',
      'shopify/tokens/token-address.server.ts',
    ]);
    expect(filesWith(/\b(https?|net|tls)\.(get|request|connect)\(|new WebSocket/)).toEqual([]);
  });

  it('is one table for spreadsheets; pages write theirs with the same disarmed cells (csv.test)', () => {
    expect(filesWith(/text\/csv|\.csv\b/)).toEqual(['routes/admin/files/csv-file.server.ts']);
    const all = sources.filter(({ source }) => /\bcsvLines\(/.test(source.text));
    expect(all.map(({ file }) => file).sort()).toEqual([
      'csv.ts',
      'routes/admin/files/csv-file.server.ts',
      'routes/admin/files/survey-links-file.server.ts',
      'survey/links/order-links.server.ts',
      'ui/settings/advertising/template-file.ts',
      'ui/settings/data/file-button.tsx',
      'ui/settings/unit-costs/template-file.ts',
      'ui/tables/table-csv.ts',
    ]);
  });
});

/** Files that write to a property with a computed name, and the source of those names. */
const OWN_NAMES: Record<string, string> = {
  'log.server.ts': 'fields of the app’s own lines',
  'metrics/curves/mean-cumulative.ts': 'numbers of days',
  'metrics/compare/states.ts': 'the three states',
  'metrics/orders/recency.ts': 'numbers of days',
  'metrics/stages/stage-ways.ts': 'the facts that the rules of the stages name',
  'metrics/slices.ts': 'the parts of the snapshot, as the slices name them',
  'metrics/orders/orders.sql.ts': 'the reasons of the query itself',
  'metrics/orders/status-flow.sql.ts': 'the parts of the flow',
  'store/secrets/keyed-hash.ts': 'indexes of a list of bytes',
  'survey/answer/proof-alarm.server.ts': 'the two counted outcomes',
};

/** Whether a source has `kept[name] = …` with a name that is not a literal. */
function writesByName(source: ts.SourceFile): boolean {
  let found = false;
  const look = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      ts.isElementAccessExpression(node.left) &&
      !ts.isStringLiteral(node.left.argumentExpression)
    )
      found = true;
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe('a name from outside', () => {
  it('is never a key of an object: no code merges key by key', () => {
    const written = server
      .filter(({ source }) => writesByName(source))
      .map(({ file }) => file)
      .filter((file) => !(file in OWN_NAMES));
    expect(written).toEqual([]);
  });

  it.each(['__proto__', 'constructor'])('like %s gives a webhook no fields', async (name) => {
    const { authenticateWebhook } = await import('../../app/shopify/doors/webhook.server');
    const body = `{"${name}":{"id":5,"prototype":{"polluted":true}},"updated_at":"2026-01-01"}`;
    const { payload } = await authenticateWebhook(
      new Request('https://omega.example/webhooks/orders', {
        method: 'POST',
        body,
        headers: {
          'x-shopify-topic': 'orders/updated',
          'x-shopify-shop-domain': 'tiny.myshopify.com',
          'x-shopify-api-version': '2026-10',
          'x-shopify-webhook-id': 'w1',
          'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(body).digest('base64'),
        },
      }),
    );
    expect(payload.id).toBeUndefined();
    expect(payload.updated_at).toBe('2026-01-01');
    expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
