import { useState } from 'react';
import { saveFile } from './save-file';

export type Download = 'ready' | 'running' | 'failed';

/**
 * Downloads a file of the app. A plain link has no session token: App Bridge adds it to `fetch`
 * alone.
 */
export function useDownload(): { state: Download; start: (url: string, name: string) => void } {
  const [state, setState] = useState<Download>('ready');
  const download = async (url: string, name: string): Promise<Download> => {
    try {
      const answer = await fetch(url);
      if (!answer.ok) return 'failed';
      saveFile(await answer.blob(), name);
      return 'ready';
    } catch {
      return 'failed';
    }
  };
  return {
    state,
    start: (url, name) => {
      setState('running');
      void download(url, name).then(setState);
    },
  };
}
