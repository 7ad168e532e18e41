import { useEffect, useRef, useState } from 'react';
import { repeatMore } from '../../i18n/late/repeat-more';
import { laterPart } from '../frame/later-part';
import { useLateTexts } from '../frame/use-late-texts';
import type { SubscriptionProps } from './subscriptions/subscriptions';

const subscriptionsPart = laterPart<SubscriptionProps>(
  async () => (await import('./subscriptions/subscriptions')).Subscriptions,
);

/** The pane of subscriptions, whose script and texts come once it is opened: until then it has no place on the screen. */
export function SubscriptionsPart(props: SubscriptionProps) {
  const { t } = useLateTexts(repeatMore);
  const place = useRef<HTMLParagraphElement>(null);
  const [Subscriptions, setPart] = useState(() => subscriptionsPart.loaded);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const load = async () => {
      const part = await subscriptionsPart.load();
      setPart(() => part);
      setMissing(part === null);
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void load();
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  if (Subscriptions !== null) return <Subscriptions {...props} />;
  return (
    <p role="status" ref={place}>
      {t(isMissing ? 'subscriptions.notLoaded' : 'subscriptions.loading')}
    </p>
  );
}
