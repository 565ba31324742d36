// A webhook receiver on loopback: keeps what it gets, and answers as it is told.
import { createServer } from 'node:http';

const deadline_ms = 30_000;

export class Receiver {
  requests = []; // {headers, body}
  status = 200;
  isSilent = false; // takes requests and answers none
  #server;
  #waiting = [];

  static async start() {
    const receiver = new Receiver();
    receiver.#server = createServer(async (request, response) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      if (receiver.isSilent) return;
      receiver.#take({ url: request.url, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(receiver.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ received: receiver.requests.length }));
    });
    await new Promise((done) => receiver.#server.listen(0, '127.0.0.1', done));
    receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/hook`;
    return receiver;
  }

  #take(request) {
    this.requests.push(request);
    for (const check of this.#waiting) check();
  }

  // Until that many requests that `matches` have come; gives them.
  async wait(count, matches = () => true) {
    const found = () => this.requests.filter(matches);
    if (found().length < count) {
      await new Promise((done, fail) => {
        const late = setTimeout(
          () => fail(new Error(`${found().length} of ${count} requests have come`)),
          deadline_ms,
        );
        this.#waiting.push(() => {
          if (found().length < count) return;
          clearTimeout(late);
          done();
        });
      });
    }
    return found();
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
