import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { API_KEY, API_SECRET } from '../../sandbox/oauth/app-identity';
import { inherited, projectFolder } from '../../support/processes/ensure-built';
import type { Command } from '../command';

/** Addresses and settings that the app's processes need. */
export interface Surroundings {
  databaseUrl: string;
  /** address that replaces Shopify's hosts */
  shopifyUrl: string;
  /** address of the app's web process, running or not */
  appUrl: string;
  encryptionKeys: string;
  /** milliseconds by which the app's clock is ahead of the machine's */
  clockOffsetMs?: number;
}

const sandbox = join(projectFolder, 'tests/sandbox');

/** The URL of a file of the local Shopify, for a process to preload. */
export const preload = (file: string): string => pathToFileURL(join(sandbox, file)).href;

/** The app's environment as an operator sets it, with the local Shopify's addresses. */
export function appEnvironment(around: Surroundings): Record<string, string> {
  return {
    NODE_ENV: 'production',
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: around.appUrl,
    DATABASE_URL: around.databaseUrl,
    TOKEN_ENCRYPTION_KEYS: around.encryptionKeys,
    OMEGA_SANDBOX_URL: around.shopifyUrl,
    ...(around.clockOffsetMs && { CLOCK_OFFSET_MS: String(around.clockOffsetMs) }),
  };
}

/** Starts the built worker; its calls to Shopify go to the local one. */
export function startWorker(command: Command, around: Surroundings, logFile: string): void {
  command.processes.start({
    name: 'The worker',
    imports: [preload('http/intercept.mjs')],
    args: nodeArguments('worker'),
    env: { ...inherited(), ...appEnvironment(around) },
    cwd: projectFolder,
    logFile,
  });
}

/**
 * Starts the built web app, which the local admin may frame.
 * @param shellUrl the origin of the local admin
 */
export function startWeb(
  command: Command,
  around: Surroundings,
  shellUrl: string,
  logFile: string,
): void {
  command.processes.start({
    name: 'The web app',
    imports: [
      'http/intercept.mjs',
      'admin-shell/present-locally.mjs',
      'control/moved-clock.mjs',
    ].map(preload),
    args: nodeArguments('start'),
    env: {
      ...inherited(),
      ...appEnvironment(around),
      PORT: new URL(around.appUrl).port,
      APP_BRIDGE_URL: `${shellUrl}/app-bridge.js`,
      OMEGA_SHELL_ORIGIN: shellUrl,
    },
    cwd: projectFolder,
    logFile,
  });
}

const manifest = z.object({
  scripts: z.object({ start: z.string(), worker: z.string(), migrate: z.string() }),
});

/** Node's arguments in a script of package.json: memory settings and the built process. */
export function nodeArguments(script: 'start' | 'worker' | 'migrate'): string[] {
  const text = readFileSync(join(projectFolder, 'package.json'), 'utf8');
  const command = manifest.parse(JSON.parse(text)).scripts[script];
  const [, args = ''] = /\bnode (.+)$/.exec(command) ?? [];
  if (args === '') throw new Error(`package.json does not say how ${script} runs`);
  return args.split(' ');
}
