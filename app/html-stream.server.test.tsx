import { PassThrough, type Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, it } from 'vitest';
import { withoutZeroBytes } from './html-stream.server';

const page = (
  <ul>
    {Array.from({ length: 2_000 }, (_, at) => (
      <li key={at} title={'閉じる'.slice(0, 1 + (at % 3))}>
        {'お客様'.repeat(1 + (at % 5))}
      </li>
    ))}
  </ul>
);

async function sent(through: Duplex): Promise<Buffer> {
  renderToPipeableStream(page).pipe(through);
  return await buffer(through);
}

it('a page in Japanese reaches the browser without the zero bytes that React pads it with', async () => {
  const padded = await sent(new PassThrough());
  expect(padded.includes(0)).toBe(true);
  const whole = await sent(withoutZeroBytes());
  expect(whole.includes(0)).toBe(false);
  expect(whole.toString()).toBe(padded.toString().replaceAll('\0', ''));
});
