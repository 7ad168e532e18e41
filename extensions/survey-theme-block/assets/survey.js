/**
 * Enhances the block's form: sends an answer without leaving the page. Its texts are the element's
 * data-attributes, in the buyer's language. Without this file the form works by itself.
 */
(() => {
  const VISITOR = 'omega-survey-visitor';
  const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
  const PATIENCE_MS = 20000;
  /** texts for the app's error codes; any other failure can be retried */
  const REFUSALS = {
    too_many: 'wait',
    comment_too_long: 'long',
    too_large: 'long',
    comment_marks: 'plain',
  };
  const blocks = new Set();
  let asking;
  let visitor;

  /** A random id of this browser, or of this page where storage is blocked. */
  function visitorId() {
    if (visitor) return visitor;
    try {
      const kept = localStorage.getItem(VISITOR);
      if (UUID.test(kept)) return (visitor = kept);
      visitor = crypto.randomUUID();
      localStorage.setItem(VISITOR, visitor);
    } catch {
      visitor ||= crypto.randomUUID();
    }
    return visitor;
  }

  async function post(url, message) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ source: 'storefront', visitor: visitorId(), ...message }),
      keepalive: true, // an answer outlives the page
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const reply = await response.json();
    if (!response.ok) throw reply.error;
    return reply;
  }

  class OmegaSurvey extends HTMLElement {
    connectedCallback() {
      if (!crypto.randomUUID) return; // no secure context: the form works by itself
      if (!this.form) this.begin();
      blocks.add(this);
      if (this.dataset.preview) return;
      this.seen = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.ask();
      });
      this.seen.observe(this.form);
    }

    disconnectedCallback() {
      blocks.delete(this);
      this.seen?.disconnect();
    }

    begin() {
      this.form = this.querySelector('form');
      this.more = this.querySelector('.omega-survey__more');
      this.status = this.querySelector('[role=status]');
      this.button = this.querySelector('button');
      this.dataset.send = this.button.textContent;
      this.url = this.form.getAttribute('action');
      this.form.addEventListener('change', () => this.group());
      this.form.addEventListener('submit', (event) => {
        event.preventDefault();
        void this.send();
      });
      this.group(); // after Back a browser restores the chosen score
    }

    /** Asks the app whether the visible question may be asked, once a page, however many blocks it has. */
    async ask() {
      this.seen.disconnect();
      asking ||= post(this.url, { kind: 'ask', language: this.dataset.language });
      const reply = await asking.catch(() => null);
      if (!reply || this.message) return;
      if (reply.answered) {
        this.answered(reply.answered);
        if (Date.parse(reply.answered.changeableUntil) < Date.now()) this.end('closed');
      } else if (!reply.ask) this.end('none');
    }

    async send() {
      if (this.sending) return;
      if (this.dataset.preview) {
        this.follow(0);
        this.say('preview');
        return;
      }
      const message = this.entered();
      // an unchanged answer keeps its key, so that a retry after a lost reply is the same submission
      const text = JSON.stringify(message);
      if (text !== this.message) this.key = crypto.randomUUID();
      this.message = text;
      this.sending = true;
      this.button.textContent = this.dataset.send;
      this.follow(message.score);
      this.say('sending');
      try {
        const reply = await post(this.url, { ...message, key: this.key });
        if (!reply.recorded) this.end(reply.why === 'closed' ? 'closed' : 'none');
        else if (message.comment || message.reason) this.end('done');
        else for (const block of blocks) block.answered(reply, block === this);
      } catch (code) {
        this.say(REFUSALS[code] || 'failed');
        this.button.textContent = this.dataset.again;
      }
      this.sending = false;
    }

    entered() {
      const fields = new FormData(this.form);
      const voice = this.querySelector('[name=voice]');
      const reason = (this.dataset.group === 'low' && fields.get('reason')) || undefined;
      return {
        kind: 'answer',
        language: this.dataset.language,
        score: Number(fields.get('score')),
        reason,
        edition: reason && Number(this.dataset.edition),
        comment: fields.get('comment')?.trim() || undefined,
        voice: voice && !this.more.disabled ? voice.checked : undefined,
      };
    }

    /** Shows a recorded answer, this block's or another one's, which may be changed for a while. */
    answered({ score }, own) {
      this.querySelector(`[name=score][value="${score}"]`).checked = true;
      this.group();
      this.status.textContent = this.words(score, own);
      if (own && this.more) this.more.disabled = false;
    }

    /** Makes room for the follow-up while the buyer presses Send, so that nothing moves later. */
    follow(score) {
      if (this.more) this.more.hidden = false;
      this.status.textContent = this.words(score, true);
      this.status.style.minHeight = `${this.status.offsetHeight}px`;
    }

    words(score, own) {
      const { thanks, score: words, changeable } = this.dataset;
      return `${own ? thanks : ''} ${words.replace('#', score)} ${changeable}`;
    }

    /** Disables the form; the block keeps its height. */
    end(word) {
      this.say(word);
      for (const set of this.querySelectorAll('fieldset')) set.disabled = true;
      this.button.style.visibility = 'hidden';
    }

    /** Sets the score's group, by which the stylesheet shows the follow-up. */
    group() {
      const chosen = new FormData(this.form).get('score');
      if (chosen) this.dataset.group = chosen > 8 ? 'high' : chosen > 6 ? 'middle' : 'low';
    }

    say(word) {
      this.status.textContent = this.dataset[word];
    }
  }

  if (!customElements.get('omega-survey')) customElements.define('omega-survey', OmegaSurvey);
})();
