import { InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { AnswerList } from './answer-list';
import type { ShownAnswers } from './answer-view';

interface LatestProps extends ShownAnswers {
  format: PageFormat;
}

/** The newest answers, and links to all of them and to the testimonials. */
export function Latest({ answers, namesMissing, format }: LatestProps) {
  const { t } = useTranslation('nps');
  return (
    <Section
      title={t('latest.title')}
      meaning={answers.length === 0 ? t('answers.none') : undefined}
      more={
        <InlineStack gap="400">
          <Link url="/app/nps/answers">{t('latest.all')}</Link>
          <Link url="/app/nps/voices">{t('latest.voices')}</Link>
        </InlineStack>
      }
    >
      {namesMissing && (
        <Text as="p" tone="subdued">
          {t('answers.namesMissing')}
        </Text>
      )}
      {answers.length > 0 && (
        <AnswerList label={t('latest.title')} answers={answers} format={format} />
      )}
    </Section>
  );
}
