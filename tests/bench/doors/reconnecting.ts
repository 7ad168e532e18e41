import { connect } from 'node:net';
import { sessionToken } from '../../support/doors/buyers';

/**
 * A process of `bench:doors`: clients that send a request, get a reply or a refusal, and reconnect at
 * once, without end. Reports twice a second how many replies of each status it has got.
 */
const [url = '', clients = '0', kind = 'buyers'] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const HOST = ['Host: omega.example', 'Connection: close'];
const BODY = '{"question":"state"}';
const REQUESTS: Record<string, () => string[]> = {
  buyers: () => [
    ...['POST /checkout/survey HTTP/1.1', ...HOST, `Authorization: Bearer ${TOKEN}`],
    ...['Content-Type: application/json', `Content-Length: ${BODY.length}`, '', BODY],
  ],
  health: () => ['GET /health/ready HTTP/1.1', ...HOST, '', ''],
};
const TOKEN = sessionToken();
const request = (REQUESTS[kind] ?? REQUESTS.buyers)?.().join('\r\n') ?? '';

const answers: Record<string, number> = {};
function begin(): void {
  let status = 'none';
  const socket = connect(Number(port), hostname);
  socket.once('connect', () => socket.write(request));
  socket.once('data', (piece: Buffer) => (status = piece.toString('latin1', 9, 12)));
  socket.on('data', () => undefined);
  socket.on('error', () => undefined);
  socket.once('close', () => {
    answers[status] = (answers[status] ?? 0) + 1;
    setImmediate(begin);
  });
}
for (let client = 0; client < Number(clients); client += 1) begin();
setInterval(() => process.send?.(answers), 500);
process.once('disconnect', () => process.exit());
