import { z } from 'zod';
import { now } from '../../clock.server';
import { metricSettingsSchema } from '../../metrics/settings';
import type { SetupProgress } from '../../progress/setup';
import { one, sql, type Tx } from '../../store/db.server';
import { settingsOf, type Shop } from '../../store/shops/shops';
import { surveySettings } from '../../survey/settings/settings';
import { SETUP_STEPS } from '../../terms/setup-steps';
import { SURVEY_PLACES } from '../../terms/survey-places';
import { displayOf } from '../display';
import { marksSchema } from './marks.server';

/** A block that a buyer has seen within these days still stands. */
const SEEN_DAYS = 30;
/** Views that are looked through: a shop has millions. */
const NEWEST_VIEWS = 50;

const foundSchema = z.object({
  seen: z.boolean(),
  roles: z.boolean(),
  spendMonths: z.number().int(),
});

/** Reads how far a shop's set-up is. @param imported whether it has numbers */
export async function readSetup(
  tx: Tx,
  shop: Pick<Shop, 'id' | 'settings'>,
  imported: boolean,
): Promise<SetupProgress> {
  const { id } = shop;
  const since = new Date(now().getTime() - SEEN_DAYS * 86_400_000);
  const found = await one(
    tx,
    foundSchema,
    sql`
    select exists (
        select from (
          select source, shown_at from survey_views where shop_id = ${id} order by id desc limit ${NEWEST_VIEWS}) newest
        where source <> 'link' and shown_at > ${since}::timestamptz) as seen,
      exists (select from product_roles where shop_id = ${id}) as roles,
      (select count(distinct month)::int from advertising_spend where shop_id = ${id}) as "spendMonths"`,
  );
  const marks = settingsOf(shop, 'setup', marksSchema);
  const { retention, f2Benchmark } = settingsOf(shop, 'metrics', metricSettingsSchema);
  const survey = surveySettings(shop);
  const { nps } = displayOf(shop);
  const places = nps && survey.enabled ? SURVEY_PLACES.filter((place) => survey[place]) : [];
  return {
    dismissed: marks.dismissed,
    // a shop that does not use NPS has nothing to place
    postponed: SETUP_STEPS.filter(
      (step) => marks.postponed.includes(step) || (step === 'survey' && !nps),
    ),
    done: {
      import: imported,
      survey: found.seen && places.length > 0,
      costs: retention !== null,
      roles: found.roles,
      goal: f2Benchmark !== null,
    },
    places,
    spendMonths: found.spendMonths,
  };
}

/** Whether the merchant has closed the set-up: Home then reads nothing of it. */
export const isSetupClosed = (shop: Pick<Shop, 'settings'>): boolean =>
  settingsOf(shop, 'setup', marksSchema).dismissed;

/** Whether Home shows the set-up: a step is neither done nor put off, and the merchant has not closed it. */
export function isSetupOpen({ dismissed, done, postponed }: SetupProgress): boolean {
  return !dismissed && SETUP_STEPS.some((step) => !done[step] && !postponed.includes(step));
}
