/** SQLSTATEs with which PostgreSQL ends a connection, and what the system says of one that is gone. */
const LOST = /^(?:08\w{3}|57P0[1-5]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;

/** Whether an error says that the connection to the database is gone, and nothing of what was asked. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && LOST.test(String(error.code))) return true;
  return /^Connection terminated|^Client has encountered a connection error/.test(error.message);
}
