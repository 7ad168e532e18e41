import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Host } from './host';
import { startSurvey, type Survey } from './survey';
import { SurveyBlock } from './view/survey-block';

/** Renders the survey as soon as Shopify names the order, which may be later on the order status page. */
export function openSurvey(host: Host): void {
  const survey = signal<Survey | null>(null);
  effect(() => {
    const about = host.about();
    if (about !== undefined && survey.peek() === null) survey.value = startSurvey(host, about);
  });

  const Page = () => survey.value && <SurveyBlock survey={survey.value} say={host.say} />;
  render(<Page />, document.body);
}
