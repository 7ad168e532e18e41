import { availableParallelism, cpus, totalmem } from 'node:os';
import { z } from 'zod';
import { BenchDatabase } from './bench-database';

/** The machine and database of the measurement. */
export interface Machine {
  platform: string;
  cpu: string;
  cores: number;
  memoryMb: number;
  node: string;
  postgres: string;
  /** PostgreSQL's settings: committed rows survive a power cut when both are on */
  fsync: string;
  synchronousCommit: string;
}

const server = z.object({
  postgres: z.string(),
  fsync: z.string(),
  synchronousCommit: z.string(),
});

export async function machine(databaseUrl: string): Promise<Machine> {
  const db = await BenchDatabase.open(databaseUrl);
  try {
    const settings = await db.one(
      server,
      `select current_setting('server_version') as postgres, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as "synchronousCommit"`,
    );
    return {
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memoryMb: Math.round(totalmem() / 1_000_000),
      node: process.versions.node,
      ...settings,
    };
  } finally {
    await db.close();
  }
}
