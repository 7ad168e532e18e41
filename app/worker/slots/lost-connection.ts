/** SQLSTATEs with which PostgreSQL ends a connection, and the system's codes of a broken one. */
const LOST = /^(?:08\w{3}|57P0[1-5]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;

/** Whether an error means that the connection to the database broke, and says nothing about the statement. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && LOST.test(String(error.code))) return true;
  return /^Connection terminated|^Client has encountered a connection error/.test(error.message);
}
