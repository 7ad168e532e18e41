import type { ShouldRevalidateFunction } from '@remix-run/react';
import { onlySheetChanges } from './sheet-key';

/** A page's `shouldRevalidate`: a sheet that opens or closes loads nothing, and so it opens without a connection, too. */
export const keepsData: ShouldRevalidateFunction = (change) =>
  !onlySheetChanges(change.currentUrl, change.nextUrl) && change.defaultShouldRevalidate;
