const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

/**
 * What a merchant's door is called with: a page's request for data, or the form that it sends.
 * @param token an id token, as App Bridge sends it
 */
export const merchantRequest = (token: string, path: string, form?: Record<string, string>) => ({
  request: new Request(`https://omega.example${path}`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': BROWSER },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  }),
  params: {},
  context: {},
});
