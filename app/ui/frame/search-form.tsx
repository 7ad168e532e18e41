import { Form } from '@remix-run/react';
import { Button } from '@shopify/polaris';
import '../base.css';
import './forms.css';

interface SearchFormProps {
  label: string;
  /** on the button */
  find: string;
  /** what was searched for */
  search: string;
}

/** Searches the list of a page: its address has the words as `q`. */
export function SearchForm({ label, find, search }: SearchFormProps) {
  return (
    <Form method="get" role="search" className="om-search om-bare">
      <label htmlFor="q">{label}</label>
      <div className="om-search-line">
        <input id="q" name="q" type="search" className="om-input" defaultValue={search} />
        <Button submit>{find}</Button>
      </div>
    </Form>
  );
}
