import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Host } from './host';
import { startSurvey, type Survey } from './survey';
import { SurveyBlock } from './view/survey-block';

/** Draws the survey as soon as Shopify says which order it is about: on the order status page that may be later. */
export function openSurvey(host: Host): void {
  const survey = signal<Survey | null>(null);
  effect(() => {
    const about = host.about();
    if (about !== undefined && survey.peek() === null) survey.value = startSurvey(host, about);
  });

  const Page = () => survey.value && <SurveyBlock survey={survey.value} say={host.say} />;
  render(<Page />, document.body);
}
