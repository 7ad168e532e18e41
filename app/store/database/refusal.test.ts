import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal';

const failure = (code: string, more: object = {}) =>
  Object.assign(new Error('the address is in here'), { code, ...more });
const ofServer = (code: string, message: string) =>
  Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code });

describe('a connection that fails', () => {
  it.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('for its certificate (%s) is not tried again', (code) => {
    expect(refusalOf(failure(code))).toMatch(/^The certificate of PostgreSQL is not trusted /);
  });

  it('differs from a wrong password where PostgreSQL accepts no client from here', () => {
    const message = 'no pg_hba.conf entry for host "10.0.0.1", user "omega", no encryption';
    expect(refusalOf(ofServer('28000', message))).toContain(message);
    expect(refusalOf(ofServer('28P01', 'x'))).toMatch(/password/);
  });

  it.each([
    failure('ECONNREFUSED', { syscall: 'connect' }),
    failure('ENOENT', { syscall: 'connect', path: '/run/.s.PGSQL.5432' }),
    failure('ENOTFOUND', { syscall: 'getaddrinfo' }),
    new Error('Connection terminated unexpectedly'),
    ofServer('57P03', 'the database system is starting up'),
    ofServer('53300', 'too many clients'),
    'no error',
  ])('for a while (%s) is tried again', (error) => {
    expect(refusalOf(error)).toBeNull();
  });
});
