/** The oldest Node that the libraries run on. */
const OLDEST_MAJOR = 22;

/**
 * Exits with one sentence on too old a Node. Entry files import nothing else statically, since an old Node
 * may not parse the rest.
 */
export function refuseOldNode(): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= OLDEST_MAJOR) return;
  process.stderr.write(
    `Omega needs Node ${OLDEST_MAJOR} or newer (24 is what it is tested on); this is Node ${node} at ${process.execPath}.\n`,
  );
  process.exit(1);
}
