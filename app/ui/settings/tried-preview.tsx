import { BlockStack, Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import './tried.css';

interface TriedPreviewProps {
  title: string;
  /** the button of a browser without script */
  see: string;
  children: ReactNode;
}

/** What saving a form would change, beside it; on a phone below it. */
export function TriedPreview({ title, see, children }: TriedPreviewProps) {
  return (
    <div className="om-tried-preview">
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {children}
          <div>
            <button className="om-tried-button" name="intent" value="preview">
              {see}
            </button>
          </div>
        </BlockStack>
      </Card>
    </div>
  );
}
