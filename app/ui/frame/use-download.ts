import { useState } from 'react';

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
      const address = URL.createObjectURL(await answer.blob());
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      // the browser reads the file later, at its own time
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
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
