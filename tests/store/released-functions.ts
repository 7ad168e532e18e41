/**
 * The parameters and results of the database's functions. Processes of the version before call them during
 * a migration: a new function adds a line. The line never changes, and is removed one release after the
 * last process that called the function.
 */
export const RELEASED_FUNCTIONS = [
  'array_join(anycompatiblearray) returns anycompatiblearray',
  'drop_unless_used(text[],integer) returns text[]',
  'enqueue_reread(integer,text,integer) returns void',
  'enqueue_unless_waiting(integer,text,integer) returns void',
  'for_each_shop(text) returns void',
  'forget_failure(integer,text,text,text) returns void',
  'orders_of_last_day(integer,timestamp with time zone) returns integer',
  'receive_change(text,text,text,text,timestamp with time zone,timestamp with time zone,text,bigint[],boolean,text,integer) returns void',
  'request_reread(integer,text,bigint[],boolean,timestamp with time zone,text,integer) returns void',
  'survey_adopt(integer,timestamp with time zone) returns record of proved, wrong',
  'survey_answer(jsonb) returns jsonb',
  'survey_ask(jsonb) returns jsonb',
  'survey_asked_lately(integer,bigint,bigint,timestamp with time zone) returns boolean',
  'survey_count_orders_a_day(integer,timestamp with time zone) returns boolean',
  'survey_dismiss(jsonb) returns jsonb',
  'survey_gate(jsonb) returns record of shop, zone, survey, since, ordered, number, customer, person, visitor, unproved, over, refusal',
  'survey_heard(integer,jsonb,bigint,text,text,timestamp with time zone) returns jsonb',
  'survey_is_off(jsonb,jsonb) returns boolean',
  'survey_limit(jsonb,integer) returns integer',
  'survey_own_answer(integer,bigint,bigint,text,timestamp with time zone) returns survey_answers',
  'survey_recorded(survey_answers) returns jsonb',
  'survey_refuse(integer,jsonb,bigint,bigint,text,text) returns void',
  'survey_request_refresh(integer,timestamp with time zone,integer) returns void',
  'survey_too_many(integer,jsonb,text) returns integer',
  'survey_unproved(text,jsonb,integer,jsonb,timestamp with time zone,bigint,bytea,bigint,text) returns jsonb',
  'survey_unproved_answer(jsonb,survey_waiting) returns jsonb',
  'survey_unproved_ask(jsonb,jsonb,survey_waiting,boolean) returns jsonb',
  'survey_view(integer,bigint,bigint,text,timestamp with time zone) returns survey_views',
  'survey_voice(text,text,text,boolean) returns text',
];
