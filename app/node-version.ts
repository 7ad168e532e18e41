/** The oldest Node that the libraries run on. */
const OLDEST_MAJOR = 22;

/**
 * Ends a process that was started on too old a Node, with one sentence. The files that processes are
 * started by import this and nothing else: what they load after it may not even parse there.
 */
export function refuseOldNode(): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= OLDEST_MAJOR) return;
  process.stderr.write(
    `Omega needs Node ${OLDEST_MAJOR} or newer (24 is what it is tested on); this is Node ${node} at ${process.execPath}.\n`,
  );
  process.exit(1);
}
