import type { SpentCell } from '../../metrics/formulas/acquisition-cost';
import type { Values } from '../change-rows.server';

/**
 * Advertising spend by cell, in major units of the shop's currency; null: none. A cell's key is its month and its
 * channel: `2026-01 Google`.
 */
export type Spend = Values<number>;

export interface Cell {
  /** YYYY-MM */
  month: string;
  channel: string;
}

export const cellKey = ({ month, channel }: Cell): string => `${month} ${channel}`;
export const monthOf = (key: string): string => key.slice(0, 7);
export const channelOf = (key: string): string => key.slice(8);

/** Spend by cell as the formulas take it. */
export const spentCells = (spend: Iterable<readonly [key: string, amount: number]>): SpentCell[] =>
  Array.from(spend, ([key, amount]) => ({ month: monthOf(key), channel: channelOf(key), amount }));

/** What one shop may have. */
export const MOST_CHANNELS = 100;
export const MOST_MONTHS = 240;
/** The first month that a cell may have: no shop of today has advertised before. */
export const FIRST_MONTH = '1990-01';
const LONGEST_CHANNEL = 100;
/** Cells that a notice names; it counts the rest. */
const NAMED = 5;

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const CONTROL = /\p{C}|\u2028|\u2029/u;

export type ChannelFault = 'noName' | 'longName' | 'control';
export type MonthFault = 'month' | 'future' | 'early';

/** A channel's name without the spaces around it, one spelling for the letters that have several. */
export const channelName = (text: string): string => text.normalize('NFC').trim();

/** Two names are one channel where they differ in width or case alone: Ｇｏｏｇｌｅ, google. */
export const foldedName = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Why a channel cannot have a name; null where it can. */
export function channelFault(name: string): ChannelFault | null {
  if (name === '') return 'noName';
  if ([...name].length > LONGEST_CHANNEL) return 'longName';
  return CONTROL.test(name) ? 'control' : null;
}

/** @param thisMonth the shop's, YYYY-MM: the last that may have spend */
export function monthFault(month: string, thisMonth: string): MonthFault | null {
  if (!MONTH.test(month)) return 'month';
  if (month > thisMonth) return 'future';
  return month < FIRST_MONTH ? 'early' : null;
}

/** Of what the shop would have too many; null: of neither. */
export function excessOf(
  known: ReadonlyMap<string, number>,
  spend: Spend,
): 'channels' | 'months' | null {
  const then = new Set(known.keys());
  for (const [key, amount] of Object.entries(spend))
    if (amount === null) then.delete(key);
    else then.add(key);
  if (new Set([...then].map(channelOf)).size > MOST_CHANNELS) return 'channels';
  return new Set([...then].map(monthOf)).size > MOST_MONTHS ? 'months' : null;
}

/** The first cells of some spend, and how many there are. */
export function firstCells(spend: Spend) {
  return {
    first: Object.entries(spend)
      .slice(0, NAMED)
      .map(([key, amount]) => ({ month: monthOf(key), channel: channelOf(key), amount })),
    cells: Object.keys(spend).length,
  };
}
