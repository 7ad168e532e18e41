import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { exportText, faultIn, fileKeeper, shiftJis } from './csv/export-file';
import { openOrderExport } from './order-export';

const files = fileKeeper();
afterAll(() => files.remove());

const good = exportText([{ name: '#1', id: '1', lineName: '煎茶' }]);

const faultOf = (content: string | Uint8Array) => faultIn(openOrderExport(files.keep(content)));

describe('another kind of file is named, with what to do', () => {
  const wayOut =
    'In Shopify: Orders → Export → "Plain CSV file" → Export orders; do not save it in Excel';

  test.each<[string, string | Uint8Array, string, string]>([
    [
      'BASE',
      shiftJis(
        '注文ID,注文日時,氏(請求先),名(請求先),郵便番号(請求先),都道府県(請求先),住所(請求先)\n1,2024-01-01,山,田,1,東京,x\n',
      ),
      'the order export of BASE',
      'BASEの注文CSV',
    ],
    [
      'BASE in full width',
      '注文ID,注文日時,氏（請求先）,名（請求先）\n1,2,3,4\n',
      'the order export of BASE',
      'BASEの注文CSV',
    ],
    [
      'STORES',
      '"オーダー番号","オーダー日","アイテム名","個数","小計","配送料"\n1,2,3,4,5,6\n',
      'the order export of STORES',
      'STORESの注文CSV',
    ],
    [
      'Rakuten',
      shiftJis(
        '"注文番号","ステータス","サブステータスID","サブステータス","注文日時","注文日"\n1,2,3,4,5,6\n',
      ),
      'the order export of Rakuten RMS',
      '楽天RMSの受注CSV',
    ],
    [
      'EC-CUBE',
      '注文ID,注文番号,会員ID,お名前(姓),お名前(名),対応状況(ID),対応状況(名称)\n1,2,3,4,5,6,7\n',
      'the order export of EC-CUBE',
      'EC-CUBEの受注CSV',
    ],
    [
      'ecforce',
      '受注ID,受注番号,顧客番号,購入URL,購入オファー,定期受注番号,メールアドレス,小計\n1,2,3,4,5,6,7,8\n',
      'the order export of ecforce',
      'ecforceの受注CSV',
    ],
    [
      'WooCommerce',
      '"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)"\n1,2,3,4,5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce Analytics',
      'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type"\n1,2,3,4,5,6\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce with tabs',
      'order_id\torder_number\torder_date\tpaid_date\tstatus\n1\t2\t3\t4\t5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'WooCommerce by another plug-in',
      'order_id,order_number_formatted,order_number,date,status\n1,2,3,4,5\n',
      'the order export of WooCommerce',
      'WooCommerceの注文CSV',
    ],
    [
      'Color Me Shop',
      shiftJis('売上ID,受注日,購入者 名前,購入者 郵便番号\n1,2,3,4\n'),
      'the order export of Color Me Shop',
      'カラーミーショップの受注CSV',
    ],
    [
      'Etsy',
      'Sale Date,Order ID,Buyer User ID,Full Name,Currency\n1,2,3,4,5\n',
      'the order export of Etsy',
      'Etsyの注文CSV',
    ],
    [
      'eBay',
      'Sales Record Number,Order Number,Buyer Username,Buyer Name\n1,2,3,4\n',
      'the order export of eBay',
      'eBayの注文CSV',
    ],
    [
      'titles in another language',
      '注文,メール,支払い状況,通貨,小計,配送料,税金,合計,作成日\n1,2,3,4,5,6,7,8,9\n',
      '"注文,メール,支払い状況,通貨,小計,配送料,税金,合計,作成日". Shopify writes these titles in English',
      'Shopifyの見出しは、管理画面の言語にかかわらず英語です',
    ],
    [
      'an amount with a sign of currency',
      exportText([{ subtotal: '¥1,200' }]),
      '"¥1,200"',
      '"¥1,200"でした。Shopifyの「注文管理」',
    ],
    [
      'a time of Excel',
      exportText([{ createdAt: '6/14/2024 19:09' }]),
      '"6/14/2024 19:09"',
      '"6/14/2024 19:09"でした。Shopifyの「注文管理」',
    ],
    [
      'a gzip twice',
      gzipSync(gzipSync(good)),
      'a gzip file in another one',
      '圧縮ファイルの中のgzip',
    ],
    [
      'Matrixify without lines',
      'ID,Name,Command,Customer: Email\n1,2,3,4\n',
      'an export of the app Matrixify',
      'アプリ「Matrixify」のCSV',
    ],
    [
      'Matrixify',
      'ID,Name,Phone,Email,Note,Price: Total,Line: Type,Line: ID\n1,2,3,4,5,6,7,8\n',
      'an export of the app Matrixify',
      'アプリ「Matrixify」のCSV',
    ],
    [
      'Recharge',
      'charge_id,customer_id,scheduled_at,email,line_item_title\n1,2,3,4,5\n',
      'an export of the app Recharge',
      'アプリ「Recharge」のCSV',
    ],
    [
      'customers of Shopify',
      'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent\n1,2,3,4,5,6\n',
      'Shopify’s export of customers',
      'Shopifyの「顧客」のCSV',
    ],
    [
      'JSON lines',
      '{"id":"gid://shopify/Order/1"}\n{"id":"gid://shopify/Order/2"}\n',
      'JSON lines, as the bulk operations of the API give them',
      'APIの一括処理で得られるJSONL',
    ],
    ['JSON', '\ufeff[{"id":1}]', 'found JSON', 'JSON'],
    ['a web page', '<!DOCTYPE html><table>', 'a web page or XML', 'HTMLまたはXML'],
    [
      'an old workbook',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
      'an Excel workbook (.xls',
      'Excelブック（.xls',
    ],
    ['a PDF', '%PDF-1.7\n', 'a PDF', 'PDF'],
  ])('%s', async (_, content, en, ja) => {
    const fault = await faultOf(content);
    expect(fault.message).toContain(`found ${en.replace(/^found /, '')}`);
    expect(fault.message).toContain(wayOut);
    expect(fault.sentence('ja')).toContain(`${ja}`);
    expect(fault.sentence('ja')).toContain('Excelで保存し直さずに使ってください');
  });
});
