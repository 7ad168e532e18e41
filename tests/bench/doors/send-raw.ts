import { connect } from 'node:net';

/** Sends a request as it stands on a connection of its own, and waits until it is closed. */
export async function sendRaw(url: string, request: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.resume();
    socket.on('error', () => undefined).once('close', () => resolve());
  });
}
