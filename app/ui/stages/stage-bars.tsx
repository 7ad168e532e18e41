import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { STAGES } from '../../terms/stages';
import { BarList } from '../charts/bar-list';
import { Term } from '../numbers/definition';
import type { DefinitionName } from '../numbers/definition-name';
import type { PageFormat } from '../numbers/use-format';
import { Customers } from '../people/customers-column';
import '../charts/chart-figure.css';
import './stage-bars.css';

export const STAGE_TERMS = {
  purchaser: 'stages:definition.stagePurchaser',
  customer: 'stages:definition.stageCustomer',
  loyal: 'stages:definition.stageLoyal',
  follower: 'stages:definition.stageFollower',
  fan: 'stages:definition.stageFan',
  fanClub: 'stages:definition.stageFanClub',
  evangelist: 'stages:definition.stageEvangelist',
} as const satisfies Record<string, DefinitionName>;

interface StageBarsProps {
  stages: Snapshot['stages'];
  customers: number;
  format: PageFormat;
}

/** The number of customers on each of the seven stages. */
export function StageBars({ stages, customers, format }: StageBarsProps) {
  const { t } = useTranslation('stages');
  const most = Math.max(1, ...STAGES.map((stage) => stages[stage]));
  const rows = STAGES.map((stage, index) => ({
    key: stage,
    name: (
      <>
        <span className="om-rung">{index + 1}</span>
        <Term name={STAGE_TERMS[stage]}>{t(`name.${stage}`)}</Term>
      </>
    ),
    length: stages[stage] / most,
    value: (
      <Customers
        count={stages[stage]}
        who={[[{ field: 'stage', is: [stage] }]]}
        text={format.heads(stages[stage])}
      />
    ),
    note: format.percent(customers === 0 ? null : stages[stage] / customers),
    tone: `om-tone-${index + 1}`,
  }));
  return (
    <>
      <BarList rows={rows} label={t('distribution.title')} />
      {stages.fan + stages.evangelist === 0 && (
        <p className="om-figure-note">{t('distribution.voices')}</p>
      )}
    </>
  );
}
