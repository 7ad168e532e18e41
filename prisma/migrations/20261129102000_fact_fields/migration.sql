-- Which version of the orders' fields an import asked Shopify for (app/shopify/fact-fields.ts): a history that was read with an older one is read again.
ALTER TABLE "imports" ADD COLUMN "fact_fields" INTEGER NOT NULL DEFAULT 0;
