import type { Said } from '../sandbox/worlds/csv/said';

export const DEMO_USAGE: Said = {
  en: `npm run demo [-- options]    runs the app with a shop, in a local stand-in for Shopify's admin

  --orders FILE     the shop of this order export instead of the demo shop: CSV, CSV.gz, the ZIP that
                    Shopify mails, or a folder of them; given several times, all are one shop
  --timezone ZONE   its time zone, for example Asia/Tokyo; when not given, inferred from the file's times
  --port N          the port of the address that is printed (4000, or the next free one)
  --fresh           start over: remove the data of earlier runs in .data/
  --help            this text

It starts its own PostgreSQL, with its data in .data/, and ignores DATABASE_URL.`,
  ja: `npm run demo [-- オプション]    Shopify管理画面のローカル版でアプリを動かします

  --orders FILE     デモショップの代わりに、この注文エクスポートのショップを使います（CSV、CSV.gz、
                    Shopifyからメールで届くZIP、それらのフォルダー）。複数指定すると1つのショップになります
  --timezone ZONE   ショップのタイムゾーン（例: Asia/Tokyo）。省略するとファイルの日時から判断します
  --port N          表示するアドレスのポート（4000。使用中なら次の空きポート）
  --fresh           以前の実行で .data/ に残したものを消して、最初からやり直します
  --help            この説明

PostgreSQLは専用のものを起動し（データは .data/）、DATABASE_URL は使いません。`,
};

export const REPORT_USAGE: Said = {
  en: `npm run report -- --orders FILE [options]    prints every number of an order export

  --orders FILE     an order export of Shopify: CSV, CSV.gz, the ZIP that Shopify mails, or a folder of
                    them; given several times, all are one shop
  --as-of DAY       the day of the numbers, YYYY-MM-DD: they count orders of earlier days;
                    the day after the file's last order when not given
  --timezone ZONE   the shop's time zone, for example Asia/Tokyo; when not given, inferred from the file's times
  --newcomers-from DAY
                    the first day whose new customers count as new, for a file that begins in the middle of
                    the shop's history: earlier customers stay in revenue, but are in no F2, LTV or cohort
  --json            JSON on standard output, and nothing else there
  --help            this text`,
  ja: `npm run report -- --orders FILE [オプション]    注文エクスポートのすべての数値をターミナルに表示します

  --orders FILE     Shopifyの注文エクスポート（CSV、CSV.gz、Shopifyからメールで届くZIP、それらのフォルダー）。
                    複数指定すると1つのショップになります
  --as-of DAY       集計する日（YYYY-MM-DD）。その前日までの注文を集計します。
                    省略するとファイルの最後の注文の翌日です
  --timezone ZONE   ショップのタイムゾーン（例: Asia/Tokyo）。省略するとファイルの日時から判断します
  --newcomers-from DAY
                    新規客として数え始める日。途中から始まる注文データで使います。
                    それより前からの顧客は売上に残り、F2転換率・LTV・コホートには入りません
  --json            標準出力にJSONだけを出力します
  --help            この説明`,
};
