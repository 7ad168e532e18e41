import { useView, viewParameters } from './view-address';

/** Hidden fields that keep the page's view in the address of a form that is sent by GET. */
export function ViewFields() {
  return viewParameters(useView()).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
