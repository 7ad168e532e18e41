import { accessSync, constants, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MiB = 2 ** 20;

/** The server's own settings by name, as on its command line. */
export type Settings = Record<string, string>;

/**
 * Settings for a few shops on 2 cores, with durable commits (fsync and synchronous_commit are on). No socket
 * files: their paths can be too long in a deep folder, and two servers cannot share one.
 */
export function settings(): Settings {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: `${Math.round(Math.min(512 * MiB, Math.max(64 * MiB, totalmem() / 8)) / MiB)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '4GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    max_parallel_workers_per_gather: '2',
    // Compiling a query costs more than it saves at these sizes, and the package lacks LLVM.
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    dynamic_shared_memory_type: sharedMemory(),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // The text of a failed statement can contain a merchant's data.
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    cluster_name: 'omega',
  };
}

/** A memory-mapped file in containers: their usual 64 MB of shared memory are too few for parallel hash joins. */
function sharedMemory(): string {
  if (process.platform !== 'linux') return 'posix';
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bsize, bavail } = statfsSync('/dev/shm');
    return bsize * bavail >= 256 * MiB ? 'posix' : 'mmap';
  } catch {
    return 'mmap';
  }
}
