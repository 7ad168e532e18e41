import { useEffect, useRef, useState } from 'react';
import { repeatMore } from '../../i18n/late/repeat-more';
import type { laterPart } from '../frame/later-part';
import { useLateTexts } from '../frame/use-late-texts';

interface OnceSeenProps<Props> {
  part: ReturnType<typeof laterPart<Props>>;
  props: Props & object;
}

/**
 * A part whose script and texts come once it is seen: a closed pane and folded details have no place on the screen. The
 * server writes that it loads.
 */
export function OnceSeen<Props>({ part, props }: OnceSeenProps<Props>) {
  const { t } = useLateTexts(repeatMore);
  const place = useRef<HTMLParagraphElement>(null);
  const [Part, setPart] = useState(() => part.loaded);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const load = async () => {
      const loaded = await part.load();
      setPart(() => loaded);
      setMissing(loaded === null);
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void load();
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [part]);
  if (Part !== null) return <Part {...props} />;
  return (
    <p role="status" ref={place}>
      {t(isMissing ? 'later.notLoaded' : 'later.loading')}
    </p>
  );
}
