import { useEffect, useRef, type RefObject } from 'react';

/**
 * Marks a box that scrolls sideways with the edges behind which there is more (`data-more="left right"`), for
 * its shadow. The attribute is written past React: scrolling renders nothing.
 */
export function useEdges(): RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scroller = box.current;
    if (scroller === null) return;
    const mark = () => {
      const { scrollLeft, scrollWidth, clientWidth } = scroller;
      const edges = [
        ...(scrollLeft > 1 ? ['left'] : []),
        ...(scrollLeft + clientWidth < scrollWidth - 1 ? ['right'] : []),
      ];
      scroller.parentElement?.setAttribute('data-more', edges.join(' '));
    };
    // the table grows when more columns open, the box with the window
    const sizes = new ResizeObserver(mark);
    sizes.observe(scroller);
    if (scroller.firstElementChild) sizes.observe(scroller.firstElementChild);
    scroller.addEventListener('scroll', mark, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener('scroll', mark);
    };
  }, []);
  return box;
}
