import type { ShouldRevalidateFunction } from '@remix-run/react';

/** A page's `shouldRevalidate`: a preview while a person types or chooses changes nothing that the loader reads. */
export const keepsWhileTrying: ShouldRevalidateFunction = ({
  formData,
  defaultShouldRevalidate,
}) => (formData?.get('intent') === 'preview' ? false : defaultShouldRevalidate);
