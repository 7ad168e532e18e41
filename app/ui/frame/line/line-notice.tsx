import { Banner } from '@shopify/polaris';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { followLine, readLine, sendAgain, type Line } from './line';
import './line-notice.css';

const NOTHING: Line = { lost: null, failedSaves: 0 };

/** What waits for the connection. */
export function useLine(): Line {
  return useSyncExternalStore(followLine, readLine, () => NOTHING);
}

/** Above a page that stays while its next data, or the form that was sent, waits for the connection. */
export function LineNotice() {
  const { t } = useTranslation();
  const { lost } = useLine();
  return (
    <div role="alert" className="om-waits">
      {lost !== null && (
        <Banner
          tone="critical"
          title={t(`line.${lost}.title`)}
          action={{ content: t(`line.${lost}.again`), onAction: sendAgain }}
        >
          {t(`line.${lost}.body`)}
        </Banner>
      )}
    </div>
  );
}
