// What a page sends for, and what it costs. The cache is off, so every view counts as a first view.

export const limit = 60_000; // bytes over the wire for one page without its typeface, which comes after the words

export class Traffic {
  static async watch(context, page, origin) {
    const traffic = new Traffic();
    traffic.origin = origin;
    traffic.begin();
    context.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob|about):/.test(url) && new URL(url).origin !== origin) {
        traffic.complaints.push(`asks for ${url}, which is not the program`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) {
        traffic.complaints.push(`${new URL(response.url()).pathname} answers ${response.status()}`);
      }
    });
    page.on('pageerror', (error) => traffic.complaints.push(`script fails: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        traffic.complaints.push(`the browser complains: ${message.text()}`);
      }
    });
    await traffic.weigh(await context.newCDPSession(page));
    return traffic;
  }

  // begin forgets what the page before cost.
  begin() {
    this.complaints = [];
    this.kinds = new Map();
    this.bytes = 0;
    this.fonts = new Map();
  }

  async weigh(debug) {
    debug.on('Network.responseReceived', ({ requestId, type, response }) => this.kinds.set(requestId, type === 'Font' ? response.url : ''));
    debug.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const font = this.kinds.get(requestId);
      if (font) this.fonts.set(font, encodedDataLength); // by address: that of the page before may still arrive
      else this.bytes += encodedDataLength;
    });
    await debug.send('Network.enable');
    await debug.send('Network.setCacheDisabled', { cacheDisabled: true });
  }

  // fontBytes is what the typefaces of the page cost.
  get fontBytes() {
    return [...this.fonts.values()].reduce((sum, one) => sum + one, 0);
  }

  problems() {
    const heavy = this.bytes > limit
      ? [`weighs ${this.bytes} bytes over the wire, more than ${limit} (typefaces: ${this.fontBytes} more)`]
      : [];
    return [...this.complaints, ...heavy];
  }
}
