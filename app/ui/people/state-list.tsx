import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../metrics/compare/compare';
import { STATES } from '../../terms/people';
import { ChangeLine } from '../numbers/change';
import { Term } from '../numbers/definition';
import type { PageFormat } from '../numbers/use-format';
import { Customers } from './customers-column';
import './state-list.css';

/** Customers active, at risk and lapsed, each with its people and its change, by one lapse window. */
export function StateList({ comparison, format }: { comparison: Comparison; format: PageFormat }) {
  const { t } = useTranslation('home');
  return (
    <>
      <dl className="om-states">
        {STATES.map((state) => {
          const { now } = comparison[state];
          return (
            <div key={state}>
              <dt>
                <Term name={`home:definition.${state}`}>{t(`states.${state}`)}</Term>
              </dt>
              <dd>
                {now === null ? (
                  format.heads(null)
                ) : (
                  <Customers
                    count={now}
                    who={[[{ field: 'state', is: [state] }]]}
                    text={format.heads(now)}
                  />
                )}
              </dd>
              <dd>
                <ChangeLine change={comparison[state]} since={comparison.before} format={format} />
              </dd>
            </div>
          );
        })}
      </dl>
      <Text as="p" tone="subdued">
        {t('states.window', { days: format.days(comparison.lapseDays) })}
      </Text>
    </>
  );
}
