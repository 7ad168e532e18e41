import { Banner } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { FileFault } from '../../../settings/entered/file';
import { useLateTexts, type LateTexts } from '../../frame/use-late-texts';

/** The door's reply to a file: it was applied, cannot be read, or is shown, perhaps with why it was not applied. */
type Reply<M> =
  | { applied: number; wrongLines: number }
  | { fault: FileFault }
  | { problem?: string | { meanwhile: M } };

interface FileAnswerProps<M> {
  /** of the page, whose texts have the same keys: `import` and `refused` */
  texts: LateTexts;
  answer: Reply<M>;
  /** says what someone else has changed meanwhile, with what to do */
  notice: (meanwhile: M, words: string) => ReactNode;
}

/** What became of a file. */
export function FileAnswer<M>({ texts, answer, notice }: FileAnswerProps<M>) {
  const { t } = useLateTexts(texts);
  if ('applied' in answer)
    return (
      <Banner
        tone="success"
        title={t('import.applied', { count: answer.applied })}
        action={{ content: t('import.history'), url: '/app/settings/history' }}
      >
        {answer.wrongLines > 0 && <p>{t('import.leftOut', { count: answer.wrongLines })}</p>}
      </Banner>
    );
  if ('fault' in answer)
    return (
      <Banner tone="critical" title={t('import.refused')}>
        <p>{t(`import.fault.${answer.fault}`)}</p>
      </Banner>
    );
  const { problem } = answer;
  if (problem === undefined) return null;
  if (typeof problem === 'object') return notice(problem.meanwhile, t('import.meanwhile'));
  return (
    <Banner tone="critical" title={t('refused.title')}>
      <p>{t(`refused.${problem}`)}</p>
    </Banner>
  );
}
