import { expect, it } from 'vitest';
import { contentDisposition } from './content-disposition';

it.each([
  ['tea-shop.csv', `attachment; filename="tea-shop.csv"; filename*=UTF-8''tea-shop.csv`],
  [
    'お茶 (2).csv',
    `attachment; filename="__ (2).csv"; filename*=UTF-8''%E3%81%8A%E8%8C%B6%20%282%29.csv`,
  ],
  ['a"b\r\nc;.csv', `attachment; filename="a_b__c_.csv"; filename*=UTF-8''a%22b%0D%0Ac%3B.csv`],
])('the name %j of a download stands in a header', (name, header) => {
  expect(contentDisposition(name)).toBe(header);
  expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header);
});
