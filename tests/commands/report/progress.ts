/** The progress of a report, on one line of a terminal that is overwritten; silent elsewhere. */
export interface Progress {
  say(text: string): void;
  /** clears the line before the report */
  clear(): void;
}

export function progress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { say: () => undefined, clear: () => undefined };
  return {
    say: (text) => stream.write(`\r\u001b[K${text.slice(0, Math.max(20, stream.columns - 1))}`),
    clear: () => stream.write('\r\u001b[K'),
  };
}
