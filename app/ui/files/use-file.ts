import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadEnd, DownloadRefusal, FileKind } from '../../terms/files';

/** How a download stands; `rows` are those sent so far. */
export type Download =
  | { state: 'ready' | 'asking' | 'failed' | DownloadRefusal }
  | { state: 'running' | 'done'; rows: number };

const DOOR = '/app/files';
/** Between two questions how far it is. */
const PAUSE_MS = 1_000;
/** Questions after which an address that the browser has not opened has failed. */
const MOST_WAITING = 15;
/** Questions in a row that may stay without a reply: the connection may come back. */
const MOST_LOST = 10;

/**
 * Downloads a file from the database. The page asks for an address that opens once, with its session token; the browser opens
 * that address by itself, with a token in it, since a link has no header. So a file of any length goes to the disk, and the
 * page asks the app how far it is.
 */
export function useFile(what: FileKind, query: string): { download: Download; start: () => void } {
  const shopify = useAppBridge();
  const { i18n } = useTranslation();
  const [download, setDownload] = useState<Download>({ state: 'ready' });
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => void (left.current = true);
  }, []);

  const run = async (): Promise<Download> => {
    const form = new URLSearchParams({ what, query, language: i18n.language });
    const reply = await fetch(DOOR, { method: 'POST', body: form });
    if (reply.status === 429) return { state: refusalIn(await reply.json()) };
    if (!reply.ok) return { state: 'failed' };
    const ticket = textIn(await reply.json(), 'ticket');
    openOnce(ticket, await shopify.idToken());
    return await follow(ticket);
  };

  const follow = async (ticket: string): Promise<Download> => {
    let waiting = 0;
    let lost = 0;
    while (!left.current) {
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      const progress = await progressOf(ticket);
      lost = progress === null ? lost + 1 : 0;
      waiting = progress?.state === 'waiting' ? waiting + 1 : 0;
      if (lost >= MOST_LOST || waiting >= MOST_WAITING) break;
      if (progress === null || progress.state === 'waiting') continue;
      const { state, rows } = progress;
      if (state === 'done') return { state, rows };
      if (state !== 'running') break;
      setDownload({ state, rows });
    }
    return { state: 'failed' };
  };

  return {
    download,
    start: () => {
      setDownload({ state: 'asking' });
      void run()
        .catch((): Download => ({ state: 'failed' }))
        .then((end) => {
          if (!left.current) setDownload(end);
        });
    },
  };
}

/** Hands the address to the browser's downloads: a link to a file leaves no page. */
function openOnce(ticket: string, token: string): void {
  const link = document.createElement('a');
  link.href = `${DOOR}/open?${new URLSearchParams({ ticket, id_token: token }).toString()}`;
  link.download = '';
  link.click();
}

interface Progress {
  state: 'waiting' | 'running' | DownloadEnd;
  rows: number;
}

/** null: no reply */
async function progressOf(ticket: string): Promise<Progress | null> {
  try {
    const reply = await fetch(`${DOOR}?${new URLSearchParams({ ticket }).toString()}`);
    return reply.ok ? ((await reply.json()) as Progress) : null;
  } catch {
    return null;
  }
}

function textIn(reply: unknown, name: 'ticket' | 'refused'): string {
  const value: unknown =
    typeof reply === 'object' && reply !== null
      ? Object.getOwnPropertyDescriptor(reply, name)?.value
      : undefined;
  if (typeof value !== 'string') throw new Error('an unknown reply');
  return value;
}

const refusalIn = (reply: unknown): DownloadRefusal =>
  textIn(reply, 'refused') === 'busy' ? 'busy' : 'often';
