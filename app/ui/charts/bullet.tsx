import './bullet.css';
import './plot.css';

interface BulletProps {
  /** read by a screen reader */
  label: string;
  value: number;
  /** the end of the scale */
  max: number;
  line: { value: number; label: string };
  /** written at the ends of the scale */
  ends: [string, string];
}

/** One value on its scale beside a line to compare with. */
export function Bullet({ label, value, max, line, ends }: BulletProps) {
  const at = (amount: number) => Math.max(0, Math.min(100, (amount / max) * 100));
  const lineAt = at(line.value);
  return (
    <div className="om-bullet">
      <div className="om-bullet-line" aria-hidden="true">
        <span
          className={lineAt > 60 ? 'om-bullet-label om-bullet-label-left' : 'om-bullet-label'}
          style={lineAt > 60 ? { right: `${100 - lineAt}%` } : { left: `${lineAt}%` }}
        >
          {line.label}
        </span>
      </div>
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 100 20"
        preserveAspectRatio="none"
        width="100%"
        height="22"
      >
        <rect className="om-track" y={3} width={100} height={14} />
        <rect className="om-fill" y={3} width={at(value)} height={14} />
        <path className="om-bullet-rule" d={`M${lineAt} 0V20`} />
      </svg>
      <div className="om-bullet-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </div>
  );
}
