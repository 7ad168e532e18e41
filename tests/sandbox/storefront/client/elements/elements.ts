import { NotInSandbox } from '../strict';
import { Button, Link } from './actions';
import { Box, Clickable, Grid, QueryContainer, Stack } from './boxes';
import { define } from './drawn';
import { Checkbox, TextArea } from './fields';
import { Option, Select } from './select';
import { SkeletonParagraph, Text } from './words';

const ELEMENTS = {
  's-box': Box,
  's-button': Button,
  's-checkbox': Checkbox,
  's-clickable': Clickable,
  's-grid': Grid,
  's-link': Link,
  's-option': Option,
  's-query-container': QueryContainer,
  's-select': Select,
  's-skeleton-paragraph': SkeletonParagraph,
  's-stack': Stack,
  's-text': Text,
  's-text-area': TextArea,
};

/** Registers the elements of Shopify that the extension uses. */
export function defineElements(): void {
  for (const [name, kind] of Object.entries(ELEMENTS)) define(name, kind);
}

/** Attributes that an element may have beside its properties. */
const ATTRIBUTES = new Set(['id', 'slot', 'href', 'lang', 'dir', 'hidden']);
/** Attributes that the stand-ins set on themselves. */
const OWN = /^(style|class|role|aria-|data-)/;

/**
 * Reports every element and property that the stand-in does not render, and markup that is not an element of
 * Shopify, which Shopify would not show.
 */
export function refuseStrangers(body: HTMLElement, refuse: (error: Error) => void): void {
  const look = (element: Element): void => {
    const name = element.localName;
    if (!(name in ELEMENTS)) refuse(new NotInSandbox(`element <${name}>`));
    for (const attribute of element.getAttributeNames())
      if (!ATTRIBUTES.has(attribute) && !OWN.test(attribute))
        refuse(new NotInSandbox(`${attribute} of <${name}>`));
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes' && target instanceof Element && target !== body) look(target);
      for (const node of addedNodes)
        if (node instanceof Element) [node, ...node.querySelectorAll('*')].forEach(look);
    }
  }).observe(body, { childList: true, subtree: true, attributes: true });
}
