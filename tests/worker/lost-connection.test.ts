import { expect, it } from 'vitest';
import { isLostConnection } from '../../app/worker/slots/lost-connection';

const withCode = (code: string) => Object.assign(new Error('it failed'), { code });

it.each(['57P01', '57P02', '08006', 'ECONNRESET', 'EPIPE'])('%s is a lost connection', (code) => {
  expect(isLostConnection(withCode(code))).toBe(true);
});

it.each(['23505', '40001', '53100', 'ENOENT'])('%s is none', (code) => {
  expect(isLostConnection(withCode(code))).toBe(false);
});

it("recognises the driver's own messages, and only errors", () => {
  expect(isLostConnection(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isLostConnection('Connection terminated')).toBe(false);
});
