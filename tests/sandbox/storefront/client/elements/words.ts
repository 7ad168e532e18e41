import { Drawn, made } from './drawn';

const TONES = ['auto', 'neutral', 'info', 'success', 'warning', 'critical'] as const;

/** `s-text` */
export class Text extends Drawn {
  static override readonly props = ['color', 'tone', 'type', 'accessibilityVisibility'];

  protected draw(): void {
    const type = this.oneOf('type', 'generic', 'strong', 'small', 'emphasis');
    const name = ({ generic: 'span', strong: 'strong', small: 'small', emphasis: 'em' } as const)[
      type
    ];
    const visibility = this.oneOf('accessibilityVisibility', 'visible', 'hidden', 'exclusive');
    const text = made(name, { className: visibility === 'exclusive' ? 'unseen' : '' });
    if (visibility === 'hidden') text.ariaHidden = 'true';
    text.dataset.color = this.oneOf('color', 'base', 'subdued');
    text.dataset.tone = this.oneOf('tone', ...TONES);
    text.append(made('slot'));
    this.root.replaceChildren(text);
  }
}

/** `s-skeleton-paragraph`: a placeholder for text. */
export class SkeletonParagraph extends Drawn {
  static override readonly props = ['content'];

  protected draw(): void {
    const words = made('span', {}, this.text('content') || 'xxxxxxxxxx xxxxxxxxxx');
    this.root.replaceChildren(made('div', { className: 'skeleton', ariaHidden: 'true' }, words));
  }
}
