import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tokenCipher, TokenUnreadable } from './token-cipher';

const key = (version: string) => `${version}:${randomBytes(32).toString('base64')}`;
const first = key('v1');
const second = key('v2');

describe('a token at rest', () => {
  it('decrypts to the original, and has another ciphertext each time', () => {
    const cipher = tokenCipher([first]);
    const written = [cipher.encrypt('shpat_秘密', 'a'), cipher.encrypt('shpat_秘密', 'a')];
    expect(written[0]).toMatch(/^enc:v1:[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(written[0]).not.toBe(written[1]);
    expect(written.map((text) => cipher.decrypt(text, 'a'))).toEqual(['shpat_秘密', 'shpat_秘密']);
  });

  it('is encrypted with the last key and decrypted with any', () => {
    const old = tokenCipher([first]).encrypt('token', 'a');
    const rotated = tokenCipher([first, second]);
    expect(rotated.encrypt('token', 'a')).toMatch(/^enc:v2:/);
    expect(rotated.decrypt(old, 'a')).toBe('token');
  });

  it('says which key is missing', () => {
    const text = tokenCipher([second]).encrypt('token', 'a');
    expect(() => tokenCipher([first]).decrypt(text, 'a')).toThrow(
      'A stored token is encrypted with key v2, which TOKEN_ENCRYPTION_KEYS does not have.',
    );
  });

  it('does not open with another key of the same name, nor for another session', () => {
    const text = tokenCipher([first]).encrypt('token', 'offline_a.myshopify.com');
    expect(() => tokenCipher([key('v1')]).decrypt(text, 'offline_a.myshopify.com')).toThrow(
      TokenUnreadable,
    );
    expect(() => tokenCipher([first]).decrypt(text, 'offline_b.myshopify.com')).toThrow(
      TokenUnreadable,
    );
  });

  it('does not open when a byte has changed or when it is plain text', () => {
    const cipher = tokenCipher([first]);
    const text = cipher.encrypt('a longer token', 'a');
    const [head = '', sealed = ''] = text.split(/(?<=\..*\.)/);
    const changed = head + (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    expect(() => cipher.decrypt(changed, 'a')).toThrow(TokenUnreadable);
    expect(() => cipher.decrypt('shpat_plain', 'a')).toThrow('A stored token is not encrypted.');
  });
});
