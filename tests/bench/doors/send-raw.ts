import { connect } from 'node:net';

/** Sends the request's bytes on a new connection, and waits until it closes. */
export async function sendRaw(url: string, request: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.resume();
    socket.on('error', () => undefined).once('close', () => resolve());
  });
}
