import type { Command } from '../command';

/** The progress of a report, on one line of a terminal that is overwritten; silent elsewhere. */
export interface Progress {
  say(text: string): void;
  /** clears the line before the report */
  clear(): void;
}

function progress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { say: () => undefined, clear: () => undefined };
  return {
    say: (text) => stream.write(`\r\u001b[K${text.slice(0, Math.max(20, stream.columns - 1))}`),
    clear: () => stream.write('\r\u001b[K'),
  };
}

/** Progress on standard error that a command clears at its end, with lines that stay above it. */
export function progressOf(command: Command): Progress & { line(text: string): void } {
  const shown = progress(process.stderr);
  command.atEnd(() => shown.clear());
  const line = (text: string) => {
    shown.clear();
    process.stderr.write(`${text}\n`);
  };
  return { ...shown, line };
}
