import { useLocation, useNavigate } from '@remix-run/react';
import { Button, Text } from '@shopify/polaris';
import { useEffect, useMemo, useState } from 'react';
import { whatIfTexts } from '../../../i18n/late/what-if';
import {
  bestQuarters,
  cheapestQuarter,
  leversByGain,
  type BestQuarter,
} from '../../../metrics/formulas/best-quarter';
import { within } from '../../../metrics/formulas/lever-range';
import { LEVERS, whatIf, type Changes, type Lever } from '../../../metrics/formulas/what-if';
import { useLateTexts } from '../../frame/use-late-texts';
import { WHAT_IF, withWhatIf } from '../../sheets/sheet-key';
import type { PartProps } from '../formula';
import { changesText, parseChanges } from './address';
import { gainWords } from './gain';
import { LeverRow } from './lever-row';
import { comparedWithin, observedOf } from './observed';
import { SaveGoal } from './save-goal';
import '../what-if.css';

/** The address follows a pause of the sliders. */
const PAUSE_MS = 300;

/** LTV with moved elements: each alone, and all together. Computed here, by the formulas that count LTV. */
export function WhatIf({ view, format }: PartProps) {
  const { t } = useLateTexts(whatIfTexts);
  const observed = useMemo(() => observedOf(view), [view]);
  const [asked, setAsked] = useChangesOfAddress();
  const changes = within(observed, asked);
  const now = whatIf(observed);
  const then = whatIf(observed, changes);
  // the formula above says why LTV is not known
  if (now === null || then === null) return null;
  const { quarters, acquisitionByQuarter, acquisitionCost } = view.ltv;
  const best: Partial<Record<Lever, BestQuarter>> = {
    ...bestQuarters(quarters, comparedWithin(view)),
    acquisitionCost: cheapestQuarter(acquisitionByQuarter, acquisitionCost),
  };
  const alone = (lever: Lever, change: number | undefined) =>
    whatIf(observed, { [lever]: change ?? 0 })?.value ?? now.value;
  const gains = Object.fromEntries(
    LEVERS.map((lever) => [lever, alone(lever, best[lever]?.change) - now.value]),
  );
  const isMoved = Object.keys(changes).length > 0;
  const words = gainWords(now.value, then.value, format);
  return (
    <section className="om-what-if" aria-label={t('title')}>
      <Text as="p">{t('meaning')}</Text>
      <p className="om-number" role="status" aria-live="polite">
        {t('result.label')} {t(isMoved ? 'result.moved' : 'result.same', words)}
      </p>
      {leversByGain(gains).map((lever) => (
        <LeverRow
          key={lever}
          lever={lever}
          observed={observed}
          changes={changes}
          best={best[lever]}
          gainOf={(change) => gainWords(now.value, alone(lever, change), format).gain}
          comparedDays={Math.min(observed.durationDays, 365)}
          format={format}
          onMove={(change) => setAsked(within(observed, { ...changes, [lever]: change }))}
        />
      ))}
      <div>
        <Button disabled={!isMoved} onClick={() => setAsked({})}>
          {t('reset')}
        </Button>
      </div>
      <SaveGoal view={view} now={now.year} then={then.year} format={format} />
    </section>
  );
}

/** The moved elements, which the address has for a colleague. */
function useChangesOfAddress() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const inAddress = new URLSearchParams(search).get(WHAT_IF);
  const [changes, setChanges] = useState<Changes>(() => parseChanges(inAddress ?? ''));
  const text = changesText(changes);
  useEffect(() => {
    // closed meanwhile, or said already
    if (inAddress === null || inAddress === text) return;
    const pause = setTimeout(() => {
      void navigate(
        { search: withWhatIf(search, text) },
        { replace: true, preventScrollReset: true },
      );
    }, PAUSE_MS);
    return () => clearTimeout(pause);
  }, [inAddress, text, search, navigate]);
  return [changes, setChanges] as const;
}
