const TOUCHES = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Calls back with the first touch of the page, by pointer or by key, once. @returns stops waiting for it */
export function onFirstTouch(call: () => void): () => void {
  const stop = () => {
    for (const touch of TOUCHES) document.removeEventListener(touch, first);
  };
  const first = () => {
    stop();
    call();
  };
  for (const touch of TOUCHES) document.addEventListener(touch, first, { passive: true });
  return stop;
}
