import { Link, useLocation } from '@remix-run/react';
import { Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { shownDay, type PageStatus } from '../page-status';
import { useView, viewLink, type ViewAddress } from '../view-address';
import { lastDay } from '../../numbers/last-day';
import { useFormat } from '../../numbers/use-format';
import { DayFields } from './day-fields';
import { FilterPart } from './filter-part';
import { MenuPart, type DefiningPage } from './menu-part';
import { StripPart } from './strip-part';
import { ToDay } from './to-day';
import './strip.css';

interface HeaderStripProps {
  page: DefiningPage;
  status: PageStatus;
}

/**
 * Which numbers a page of numbers shows: up to which day, beside which other day, of which customers. Links and
 * plain forms, so that it works before the page's script runs.
 */
export function HeaderStrip({ page, status }: HeaderStripProps) {
  const { t } = useTranslation('frame');
  const { search } = useLocation();
  const { filter } = useView();
  const { filtered } = status;
  return (
    // another address closes what is open
    <div role="group" aria-label={t('strip.label')} className="om-strip om-bare" key={search}>
      <AsOf status={status} />
      <Compare status={status} />
      {filtered !== null && <FilterPart filtered={filtered} words={status} />}
      <MenuPart page={page} words={status} />
      {filtered === null && Object.keys(filter).length > 0 && (
        <span className="om-range">{t('strip.filter.notHere')}</span>
      )}
    </div>
  );
}

/** An address of this page with another view; its own parameters stay. */
function useThisPage(): (view: ViewAddress) => string {
  const { pathname, search } = useLocation();
  return (view) => viewLink(`${pathname}${search}`, view);
}

function AsOf({ status }: { status: PageStatus }) {
  const { t } = useTranslation('frame');
  const format = useFormat(status);
  const view = useView();
  const address = useThisPage();
  const shown = shownDay(status);
  return (
    <StripPart
      label={t(status.past === null ? 'strip.asOf' : 'strip.asOfPast', { day: format.day(shown) })}
      set={status.past !== null}
    >
      <DayForm name="last" legend={t('strip.lastDay')} day={shown} status={status} />
      {status.past !== null && (
        <Link to={address({ ...view, asOf: null })}>{t('strip.newest')}</Link>
      )}
    </StripPart>
  );
}

function Compare({ status }: { status: PageStatus }) {
  const { t } = useTranslation('frame');
  const format = useFormat(status);
  const view = useView();
  const address = useThisPage();
  const { compared } = status;
  if (compared === null) return null;
  const day = lastDay(compared.day) ?? compared.day;
  const state = compared.state === 'running' ? 'waiting' : compared.state;
  return (
    <StripPart
      label={t(`strip.compare.${state}`, { day: format.day(day) })}
      set={view.compare !== 'month'}
    >
      {state !== 'shown' && (
        <Text as="p">
          <span role="status">{t(`strip.compareWhy.${state}`, { day: format.day(day) })}</span>
        </Text>
      )}
      <ul>
        {(['month', 'year'] as const).map((choice) => (
          <li key={choice}>
            <Link
              to={address({ ...view, compare: choice })}
              aria-current={view.compare === choice ? 'true' : undefined}
            >
              {t(`strip.with.${choice}`)}
            </Link>
          </li>
        ))}
      </ul>
      <DayForm name="compare" legend={t('strip.compareDay')} day={day} status={status} />
    </StripPart>
  );
}

interface DayFormProps {
  name: 'last' | 'compare';
  legend: string;
  day: string;
  status: PageStatus;
}

/** Asks for a day by its last counted day. */
function DayForm({ name, legend, day, status }: DayFormProps) {
  const { t } = useTranslation('frame');
  const first = status.orderDays?.first ?? day;
  return (
    <ToDay>
      <DayFields legend={legend} name={name} day={day} first={first} last={status.today} />
      <Button submit>{t('strip.show')}</Button>
    </ToDay>
  );
}
