import { laterPane } from '../frame/later-pane';
import type { CohortsProps } from './cohorts';

const bring = async () => (await import('./cohorts')).Cohorts;

/** The pane of cohorts, on LTV and on Repeat. */
export const LaterCohorts = laterPane<CohortsProps>(
  import.meta.env.SSR ? await bring() : null,
  bring,
);
