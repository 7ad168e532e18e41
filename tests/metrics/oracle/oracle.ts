import type { Book } from './book';
import { ledgerOfBook } from './book-ledger';
import { dayOf } from './calendar';
import { cohortGridOf, type GridCohort, type OracleGrain } from './cohort-grid';
import { movementBetween, type StageMovement } from './movement';
import { chosenAmong, filteredPart, type OracleFilter } from './filtered';
import { ledgerOfExport } from './order-export';
import { buyersOf, withoutRenewals } from './purchases';
import { reportOf, type OracleReport } from './report';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';
import { viewAsOf } from './view';

export type { Book, OracleReport, OracleSettings };

/** A plain implementation of app/metrics/README.md over a book, as of `asOf` (YYYY-MM-DD). */
export function oracle(
  book: Book,
  asOf: string,
  settings: Partial<OracleSettings> = {},
): OracleReport {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  return reportOf(viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all));
}

/** The numbers of a filtered page of the shop. */
export function filteredOracle(
  book: Book,
  asOf: string,
  filter: OracleFilter,
  settings: Partial<OracleSettings> = {},
): unknown {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const shop = viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all);
  return filteredPart(reportOf(chosenAmong(shop, filter)));
}

/** The cohorts of a shop, or of the customers whom a filter chooses. */
export function oracleCohorts(
  book: Book,
  asOf: string,
  grain: OracleGrain,
  settings: Partial<OracleSettings> = {},
  filter: OracleFilter = {},
): Record<string, GridCohort> {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const shop = viewAsOf(ledgerOfBook(book, all), dayOf(asOf), all);
  const view = Object.keys(filter).length === 0 ? shop : chosenAmong(shop, filter);
  const plain = buyersOf(withoutRenewals(view.buyers), all.counting);
  return cohortGridOf(view.newcomers, plain, grain, view.asOf);
}

/** The movement of customers between stages from one day to a later one. */
export function oracleMovement(
  book: Book,
  from: string,
  to: string,
  settings: Partial<OracleSettings> = {},
): StageMovement {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const ledger = ledgerOfBook(book, all);
  return movementBetween(viewAsOf(ledger, dayOf(from), all), viewAsOf(ledger, dayOf(to), all));
}

/** The same over the texts of Shopify order exports, parsed once for any number of days. */
export function exportReader(
  csvTexts: string | readonly string[],
  timezone: string,
  settings: Partial<OracleSettings> = {},
): (asOf: string) => OracleReport {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const ledger = ledgerOfExport([csvTexts].flat(), timezone, all);
  return (asOf) => reportOf(viewAsOf(ledger, dayOf(asOf), all));
}

/** The numbers of a filtered page of an order export's shop. A product is named by its line. */
export function filteredExport(
  csvTexts: string | readonly string[],
  timezone: string,
): (asOf: string, filter: OracleFilter) => OracleReport {
  const ledger = ledgerOfExport([csvTexts].flat(), timezone, DEFAULT_SETTINGS);
  return (asOf, filter) =>
    reportOf(chosenAmong(viewAsOf(ledger, dayOf(asOf), DEFAULT_SETTINGS), filter));
}

/** The report of an order export as of one day. */
export function oracleOfExport(
  csvTexts: string | readonly string[],
  asOf: string,
  timezone: string,
  settings: Partial<OracleSettings> = {},
): OracleReport {
  return exportReader(csvTexts, timezone, settings)(asOf);
}
