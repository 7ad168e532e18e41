import { Link as PlainLink } from '@remix-run/react';
import { useEffect, useId, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import { useView, viewLink } from '../frame/view-address';
import type { PageFormat } from '../numbers/use-format';
import { Words } from './voice';
import { ApproveForm, DeclineForm, Rewarded } from './voice-forms';
import type { VoicesView } from './voices-view';
import './voice.css';

interface WaitingVoiceProps {
  waiting: NonNullable<VoicesView['waiting']>;
  format: PageFormat;
}

/** The one comment to decide about: approve, decline, or put off. The keys 1, 2 and 3 do the same. */
export function WaitingVoice({ waiting: { voice, count }, format }: WaitingVoiceProps) {
  const { t } = useTranslation('nps');
  const choices = useRef<HTMLDivElement>(null);
  useKeys(choices);
  const form = useId();
  const view = useView();
  return (
    <Section
      title={t('voice.waiting.title', { count, n: format.number(count) })}
      meaning={t(`voice.waiting.${voice === null ? 'none' : 'meaning'}`)}
    >
      {voice !== null && (
        // another voice is another form: its mark of a reward starts from its own
        <Words key={voice.id} voice={voice} format={format}>
          <Rewarded voice={voice} form={form} />
          <div ref={choices} className="om-voice-choices">
            <div data-key="1">
              <ApproveForm voice={voice} id={form} />
            </div>
            <div data-key="2">
              <DeclineForm voice={voice} />
            </div>
            {count > 1 && (
              <div data-key="3">
                <PlainLink
                  to={viewLink(`/app/nps/voices?after=${voice.id}`, view)}
                  preventScrollReset
                >
                  {t('voice.key', { key: 3, act: t('voice.later') })}
                </PlainLink>
              </div>
            )}
          </div>
          <p className="om-range">{t('voice.rewardedHelp')}</p>
        </Words>
      )}
    </Section>
  );
}

/** Keys press the button or the link of their choice, but not while a person types. */
function useKeys(choices: RefObject<HTMLDivElement>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target))
        return;
      const choice = [...(choices.current?.children ?? [])].find(
        (one) => one instanceof HTMLElement && one.dataset.key === event.key,
      );
      choice?.querySelector<HTMLElement>('button, a')?.click();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [choices]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'));
