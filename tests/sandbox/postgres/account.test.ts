import { describe, expect, it } from 'vitest';
import { accounts } from './account';
import { troubleFrom } from './trouble';

describe('accounts', () => {
  it('reads the users of a passwd file and leaves out root and negative numbers', () => {
    const passwd = [
      '# a comment of macOS',
      'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false',
      'root:x:0:0:root:/root:/bin/bash',
      'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
      '',
    ].join('\n');
    expect(accounts(passwd)).toEqual([{ name: 'daemon', uid: 1, gid: 1 }]);
  });
});

describe('troubleFrom', () => {
  it('distinguishes a full disk and a missing permission from other failures', () => {
    const full = troubleFrom('starting PostgreSQL', 'PANIC: x: No space left on device', '/d');
    expect(full.message).toMatch(/^The disk is full: starting PostgreSQL in \/d failed\./);
    const denied = troubleFrom('starting PostgreSQL', 'FATAL: x: Permission denied', '/d');
    expect(denied.message).toMatch(/^No permission: .*\(x: Permission denied\)/);
    const musl = 'postgres: error while loading shared libraries: libm.so.6: not found';
    expect(troubleFrom('starting PostgreSQL', musl, '/d').message).toMatch(
      /^PostgreSQL's program does not fit this system \(.*\)\. The demo, .* run on Linux with glibc/,
    );
    const other = troubleFrom('starting PostgreSQL', 'LOG: a\nFATAL:  bad thing\nHINT: b', '/d');
    expect(other.message).toBe(
      'Starting PostgreSQL failed: bad thing. If it stays so, start over with: npm run demo -- --fresh',
    );
  });
});
