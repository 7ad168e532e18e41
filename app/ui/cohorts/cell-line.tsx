import { useCallback, useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownCohorts } from '../../metrics/cohorts/shown';
import { laterPart } from '../frame/later-part';
import type { PageFormat } from '../numbers/use-format';
import type { CohortsView } from './view';
import './cohorts.css';

export interface CellLineProps {
  /** the table, and this line below it */
  box: RefObject<HTMLElement>;
  view: CohortsView;
  shown: ShownCohorts;
  format: PageFormat;
  /** the period since the first purchase in the first column of values */
  first: number;
}

const reader = laterPart<CellLineProps>(async () => (await import('./cell-reader')).CellReader);

/**
 * The line below the table that says in a sentence what a cell means: 1,830 sentences would be heavier than the rest of the
 * page. Its script comes when the table is first touched.
 */
export function CellLine(props: CellLineProps) {
  const { t } = useTranslation('numbers');
  const [Reader, setReader] = useState(() => reader.loaded);
  const load = useCallback(async () => {
    const part = await reader.load();
    setReader(() => part);
  }, []);
  useEffect(() => {
    const { current } = props.box;
    const touches = ['pointerover', 'focusin'] as const;
    const touched = () => void load();
    for (const touch of touches) current?.addEventListener(touch, touched, { passive: true });
    return () => {
      for (const touch of touches) current?.removeEventListener(touch, touched);
    };
  }, [props.box, load]);
  return (
    <div className="om-cell-line">{Reader === null ? t('cohort.hint') : <Reader {...props} />}</div>
  );
}
