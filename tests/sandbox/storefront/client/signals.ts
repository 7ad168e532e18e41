/** A value that a component can subscribe to. */
export interface SignalLike<Value> {
  value: Value;
}
type SignalClass = new <Value>(value: Value) => SignalLike<Value>;

/**
 * The signals of the `shopify` global. The extension brings the class (`setSignals`), so that its components
 * render when a value changes; before that they are plain values.
 */
export function signals() {
  let Signal: SignalClass | null = null;
  const remade: (() => void)[] = [];
  function signal<Value>(start: Value): { get(): SignalLike<Value> } {
    let now: SignalLike<Value> = { value: start };
    remade.push(() => {
      if (Signal !== null) now = new Signal(now.value);
    });
    return { get: () => now };
  }
  return {
    signal,
    setSignals(given: SignalClass): void {
      Signal = given;
      for (const remake of remade) remake();
    },
  };
}
