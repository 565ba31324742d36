// Chromium's virtual authenticator: a device with a screen lock, which says yes by itself unless told otherwise.
import type {CDPSession, Page} from 'playwright-core';

import {keepApart} from './browser_pages.ts';

export class Authenticator {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  static async plugIn(page: Page, options: object = {}): Promise<Authenticator> {
    keepApart(page);
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable', {enableUI: false});
    const {authenticatorId} = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        ...options,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  async count(): Promise<number> {
    const {credentials} = await this.#session.send('WebAuthn.getCredentials', {authenticatorId: this.#id});
    return credentials.length;
  }

  /** false: the person is not there, so a ceremony waits. */
  async present(isPresent: boolean) {
    await this.#session.send('WebAuthn.setAutomaticPresenceSimulation', {authenticatorId: this.#id, enabled: isPresent});
  }

  async verified(isVerified: boolean) {
    await this.#session.send('WebAuthn.setUserVerified', {authenticatorId: this.#id, isUserVerified: isVerified});
  }

  async forget() {
    await this.#session.send('WebAuthn.clearCredentials', {authenticatorId: this.#id});
  }
}
