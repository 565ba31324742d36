// The development mailbox: what the server would have sent.
import { setTimeout as sleep } from 'node:timers/promises';

const deadline_ms = 30_000;

export class Mailbox {
  #management;
  #read = new Set();

  constructor(management) {
    this.#management = management;
  }

  async #list() {
    const { isEnabled, messages } = await this.#management.get('/development-messages');
    if (!isEnabled) throw new Error('the development mailbox is off');
    return messages;
  }

  async nextCode(to) {
    return (await this.next(to)).payload.code;
  }

  // The next message to a recipient; messages go out after the answer that caused them.
  async next(to) {
    const end = Date.now() + deadline_ms;
    while (Date.now() < end) {
      const message = (await this.#list()).find((one) => one.to === to && !this.#read.has(one.id));
      if (message) {
        this.#read.add(message.id);
        return message;
      }
      await sleep(50);
    }
    throw new Error(`no message to ${to}`);
  }

  // What the newest message is for, once there are `count` to a recipient.
  async arrived(to, count) {
    const end = Date.now() + deadline_ms;
    while (Date.now() < end) {
      const messages = (await this.#list()).filter((message) => message.to === to);
      if (messages.length >= count) return messages[0].usageType;
      await sleep(50);
    }
    throw new Error(`no ${count} messages to ${to}`);
  }

  async countTo(to) {
    return (await this.#list()).filter((message) => message.to === to).length;
  }
}
