// The Management API, called by the machine of the admin tenant that a new installation has.
export class Management {
  #server;
  #token;

  static async open(server) {
    const management = new Management();
    management.#server = server;
    const machine = server.demo.applications.find(({ id }) => id === 'm-default');
    const response = await fetch(`${server.demo.adminIssuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${machine.id}:${machine.secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: 'https://default.logto.app/api',
        scope: 'all',
      }),
    });
    if (response.status !== 200) throw new Error(await response.text());
    management.#token = (await response.json()).access_token;
    return management;
  }

  // {status, body}; the body is parsed when there is one.
  async call(method, path, body) {
    const response = await fetch(`${this.#server.endpoint}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  }

  // A form with one file; the body of the answer.
  async upload(path, bytes, type) {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type }), 'file');
    const response = await fetch(`${this.#server.endpoint}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}` },
      body: form,
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  // The body; any other status is an error.
  async expect(status, method, path, body) {
    const answer = await this.call(method, path, body);
    if (answer.status !== status) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  // The body of any success.
  async #succeed(method, path, body) {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }
  get = (path) => this.#succeed('GET', path);
  post = (path, body) => this.#succeed('POST', path, body);
  patch = (path, body) => this.#succeed('PATCH', path, body);
  remove = (path) => this.#succeed('DELETE', path);
}
