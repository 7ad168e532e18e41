import { sql } from '../../../store/db.server';

/** Whether a row `request` of `preview_requests` is of the shop's settings and orders of now: else it is void. */
export const CURRENT_REQUEST = sql`exists (
  select from shops where shops.id = request.shop_id
    and (shops.settings_version, shops.facts_version) = (request.settings_version, request.facts_version))`;
