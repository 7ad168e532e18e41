import { laterPane } from '../frame/later-pane';
import type { CohortsProps } from './cohorts';
// the document links only the sheets of scripts that its route loads at once
import '../frame/panes.css';
import '../tables/table.css';
import './cohorts.css';

const bring = async () => (await import('./cohorts')).Cohorts;

/** The pane of cohorts, on LTV and on Repeat. */
export const LaterCohorts = laterPane<CohortsProps>(
  import.meta.env.SSR ? await bring() : null,
  bring,
);
