import type { Language } from '../sandbox/worlds/csv/said';

/** Japanese where the terminal's language is Japanese, English elsewhere. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').startsWith('ja') ? 'ja' : 'en';
}
