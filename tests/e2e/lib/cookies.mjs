// A browser's cookies for fetch, which has none (RFC 6265, one host).
export class CookieJar {
  #cookies = new Map(); // name and path -> {name, path, value}

  header(url) {
    const { pathname } = new URL(url);
    return [...this.#cookies.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  keep(response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const find = (key) =>
        attributes.find((attribute) => attribute.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = find('path') ?? '/';
      const expires = find('expires');
      if (expires && new Date(expires) <= new Date()) this.#cookies.delete(`${name} ${path}`);
      else this.#cookies.set(`${name} ${path}`, { name, path, value });
    }
  }

  // Redirects are the caller's to follow.
  async fetch(url, options = {}) {
    const cookie = this.header(url);
    const response = await fetch(url, {
      redirect: 'manual',
      ...options,
      headers: { ...options.headers, ...(cookie && { cookie }) },
    });
    this.keep(response);
    return response;
  }
}
