import pg from 'pg';

/** Node's and OpenSSL's names for a certificate that is not trusted. */
const CERTIFICATE = /CERT|^UNABLE_TO_VERIFY|ERR_TLS|HOSTNAME_MISMATCH/;

/**
 * The sentence for a failed connection that a retry does not mend: the address is invalid, TLS fails,
 * or PostgreSQL refuses the connection (SQLSTATE classes 28 and 3D,
 * https://www.postgresql.org/docs/current/errcodes-appendix.html). Null for everything else.
 * @param variable the variable that has the address
 */
export function refusalOf(error: unknown, variable = 'DATABASE_URL'): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof pg.DatabaseError) return ofServer(code, error.message, variable);
  if (code === 'ERR_INVALID_URL')
    return `${variable} cannot be read. In its password, characters like # / ? @ : stand percent-encoded.`;
  if (isUnreadableFile(error))
    return `A file that ${variable} names (sslrootcert, sslcert, sslkey) cannot be read: ${code}.`;
  if (CERTIFICATE.test(code))
    return `The certificate of PostgreSQL is not trusted (${code}): sslmode and sslrootcert in ${variable}. See docs/operating.md, "PostgreSQL over the network".`;
  if (error.message === 'The server does not support SSL connections')
    return `${variable} asks for TLS (sslmode), and PostgreSQL has none.`;
  return null;
}

function ofServer(code: string, message: string, variable: string): string | null {
  if (code === '28P01') return `PostgreSQL refuses the user or the password of ${variable}.`;
  if (code.startsWith('28')) return `PostgreSQL refuses this connection: ${message}.`;
  if (code.startsWith('3D')) return `PostgreSQL has no database of the name in ${variable}.`;
  return null;
}

/** For a missing socket, Node's syscall is `connect`. */
function isUnreadableFile(error: Error): boolean {
  return (
    'syscall' in error && (error.syscall === 'open' || error.syscall === 'read') && 'path' in error
  );
}
