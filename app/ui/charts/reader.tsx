import { useNavigate } from '@remix-run/react';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import './reader.css';

/** A point of a chart that can be read. */
export interface ReadPoint {
  /** 0-100 from the left */
  x: number;
  /** 0-100 from the bottom; null: the point has no value, and its text says so */
  y: number | null;
  /** where it stands: a day, a month */
  name: string;
  /** what it is worth, with its interval where it has one */
  text: string;
  /** the address of those whom it counts; null or missing: it opens nothing */
  open?: string | null;
}

interface ReaderProps {
  label: string;
  /** from left to right */
  points: readonly ReadPoint[];
}

/**
 * Reads a chart's values out: the nearest point under the pointer or finger, and by arrow keys, Home and End. It lies
 * over the drawing and renders itself alone. A click, a second tap on the same point, or Enter opens those whom it counts.
 */
export function Reader({ label, points }: ReaderProps) {
  const [at, setAt] = useState<number | null>(null);
  const navigate = useNavigate();
  /** the point that the last press found read out already: a first tap reads, and opens nothing */
  const pressed = useRef<number | null>(null);
  const last = points.length - 1;
  const point = at === null ? undefined : points[Math.min(at, last)];
  if (last < 0) return null;
  return (
    <>
      <div
        className={point?.open ? 'om-reader om-reader-opens' : 'om-reader'}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={(point ?? points[last])?.name}
        onPointerMove={follow}
        onPointerDown={(event) => {
          const found = follow(event);
          pressed.current = event.pointerType === 'mouse' || found === at ? found : null;
        }}
        onClick={() => {
          open(pressed.current);
        }}
        onPointerLeave={(event) => {
          if (event.pointerType === 'mouse') setAt(null);
        }}
        onKeyDown={onKey}
        onBlur={() => setAt(null)}
      >
        {point && (
          <>
            <span className="om-reader-rule" style={{ left: `${point.x}%` }} />
            {point.y !== null && (
              <span
                className="om-reader-dot"
                style={{ left: `${point.x}%`, bottom: `${point.y}%` }}
              />
            )}
          </>
        )}
      </div>
      <output className="om-readout" aria-live="polite">
        {point && (
          <>
            {point.name} <strong>{point.text}</strong>
          </>
        )}
      </output>
    </>
  );

  function follow(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const found = nearest(points, ((event.clientX - left) / width) * 100);
    setAt(found);
    return found;
  }

  function open(index: number | null) {
    const address = index === null ? null : points[index]?.open;
    if (address) void navigate(address);
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter') {
      open(at);
      return;
    }
    const to = moved(event.key, at ?? last, last, at === null);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
  }
}

/** The point nearest to a place, 0-100 from the left. */
export function nearest(points: readonly ReadPoint[], x: number): number {
  return points.reduce(
    (best, point, index) =>
      Math.abs(point.x - x) < Math.abs((points[best]?.x ?? Infinity) - x) ? index : best,
    0,
  );
}

/** The point after a key; null for a key that moves nothing. @param fresh whether nothing is read out yet */
export function moved(key: string, at: number, last: number, fresh: boolean): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return fresh ? last : Math.max(0, at - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return fresh ? 0 : Math.min(last, at + 1);
    case 'PageDown':
      return Math.max(0, at - PAGE);
    case 'PageUp':
      return Math.min(last, at + PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

const PAGE = 10;
