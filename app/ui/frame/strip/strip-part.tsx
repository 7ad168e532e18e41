import { useEffect, useRef, type ReactNode } from 'react';
import './strip.css';

interface StripPartProps {
  /** what it is and how it is set: “As of June 16, 2026” */
  label: string;
  /** what a screen reader says where the label is a sign */
  name?: string;
  /** differs from what a page shows by default */
  set?: boolean;
  /** its panel has a menu */
  menu?: boolean;
  onOpen?: () => void;
  children: ReactNode;
}

/** Parts with one name are open one at a time. */
const ONE_OPEN = { name: 'strip' };

/** A control of the header strip: opens a panel, also before the page's script runs. Escape closes it. */
export function StripPart({ label, name, set = false, menu, onOpen, children }: StripPartProps) {
  const part = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const details = part.current;
    const close = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || details?.open !== true) return;
      details.open = false;
      details.querySelector('summary')?.focus();
    };
    details?.addEventListener('keydown', close);
    return () => details?.removeEventListener('keydown', close);
  }, []);
  return (
    <details
      ref={part}
      className="om-strip-part"
      {...ONE_OPEN}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) onOpen?.();
      }}
    >
      <summary
        className={set ? 'om-strip-set' : undefined}
        aria-label={name}
        aria-haspopup={menu && 'menu'}
      >
        <span className="om-strip-label">{label}</span>
      </summary>
      <div className="om-panel">{children}</div>
    </details>
  );
}
