import { Banner, List } from '@shopify/polaris';
import { settings } from '../../i18n/late/settings';
import { useLateTexts } from '../frame/use-late-texts';
import { useFormat, type ShopWords } from '../numbers/use-format';
import { valueSayer } from './say-value';

/** The door's reply to a form of settings: saved, wrong fields, or settings that someone else has changed meanwhile. */
type Answer =
  | { saved: true }
  | { faults: object }
  | { meanwhile: { part: string; name: string; value: unknown }[] };

/** What came of a form of settings. */
export function SaveAnswer({ view, answer }: { view: ShopWords; answer: Answer }) {
  const { t } = useLateTexts(settings);
  const say = valueSayer(t, useFormat(view));
  if ('saved' in answer) return <Banner tone="success">{t('costs.saved')}</Banner>;
  if ('faults' in answer)
    return (
      <Banner tone="critical" title={t('costs.wrong.title')}>
        {t('costs.wrong.body')}
      </Banner>
    );
  return (
    <Banner tone="warning" title={t('costs.meanwhile.title')}>
      <List>
        {answer.meanwhile.map(({ part, name, value }) => (
          <List.Item key={`${part}.${name}`}>
            {t('costs.meanwhile.value', {
              name: t(`name.${part}.${name}`),
              value: say(`${part}.${name}`, value),
            })}
          </List.Item>
        ))}
      </List>
      <p>{t('costs.meanwhile.body')}</p>
    </Banner>
  );
}

/** The reply to a form of settings of the numbers alone. */
export function ofMetrics<Other extends { saved: true } | { faults: object }>(
  answer: Other | { meanwhile: { name: string; value: unknown }[] },
): Answer {
  return 'meanwhile' in answer
    ? { meanwhile: answer.meanwhile.map((one) => ({ part: 'metrics', ...one })) }
    : answer;
}
