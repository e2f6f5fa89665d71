// The browser's end of the resumable WebSocket; docs/transport.md is the protocol.
//
// Goes into index.html before Flutter's loader. Flet's client calls `new WebSocket(".../ws")`; it gets a socket that
// never closes: connections are replaced under it, and so is the tab on the server when that is gone.
// Before it comes kept.js, after it composer.js.
(() => {
  "use strict";

  const PING_EVERY = 10_000;     // milliseconds; the server gives up after 25 s of silence
  const PATIENCE = 8_000;        // without an answer for so long, a connection is dead
  const LONGEST_WAIT = 5_000;    // between two attempts
  const BANNER_AFTER = 1_000;
  const ACK_EVERY = 16, ACK_BYTES = 262_144, ACK_AFTER = 1_000;
  const TOO_BIG = 1009;          // the close code for a packet beyond the server's limit
  const BANNER = "Connection lost. What you write is kept. Reconnecting…";
  const Native = window.WebSocket;
  const chat = window.fletChat, {kept, say, touchOnly, randomId, LONGEST} = chat;

  // Our server makes a new Flet session for every tab. Left here, the id of another one would be copied with the tab.
  sessionStorage.removeItem("_flet_session_id");

  // ---- The socket ---------------------------------------------------------------------------------------------------

  class Resumable extends EventTarget {
    static CONNECTING = 0; static OPEN = 1; static CLOSING = 2; static CLOSED = 3;

    constructor(url) {
      super();
      Object.assign(this, {url: String(url), readyState: 0, binaryType: "arraybuffer", protocol: "", extensions: "", bufferedAmount: 0});
      this.first = null;      // the packet with which Flet registers; said again to every new tab
      this.tries = 0;
      this.newTab();
      chat.line = this;
      // "Open" at once: what Flet says before there is a connection waits here, which saves a round trip at the start.
      setTimeout(() => { if (this.readyState === 0) { this.readyState = 1; this.dispatchEvent(new Event("open")); } });
      this.connect();
    }

    newTab() {
      this.tab = randomId();
      this.fresh = true;      // until the server has attached us once
      this.tried = false;     // whether a connection has carried anything for this tab
      this.got = this.gotAcked = this.gotBytes = 0;
      this.sent = 0;
      this.pending = [];      // items that the server has not acknowledged, oldest first
      this.inbox = [];        // items that wait for an older one to be inflated
      this.deaf = false;      // true while Flet still shows the old tab: its events must not hit the new one's controls
    }

    connect() {
      clearTimeout(this.timer);
      const query = `?v=1&tab=${this.tab}&got=${this.got}&new=${+this.fresh}&z=${+("DecompressionStream" in window)}`;
      const native = this.native = new Native(this.url + query);
      native.binaryType = "arraybuffer";
      this.up = false;
      this.flushed = false;   // whether this connection takes items already
      this.expect();
      native.onopen = () => {
        if (native !== this.native || !this.fresh) return;
        native.send(JSON.stringify({hello: this.hello()}));
        if (!this.tried) { this.tried = true; this.flush(); }
      };
      native.onmessage = event => { if (native === this.native) this.hear(event.data); };
      native.onclose = event => {
        if (native !== this.native) return;
        // Sent again, what was too big would end every connection to come: a new tab forgets it.
        if (event.code === TOO_BIG) this.rebuild(); else this.lost();
      };
    }

    hello() {
      const format = new Intl.DateTimeFormat(navigator.language, {hour: "numeric"}).resolvedOptions();
      this.saidDraft = kept.draft;
      let room = LONGEST;   // what does not fit is said by a later hello
      return {
        address: location.pathname + location.search, zone: format.timeZone, locale: navigator.language, hour12: !!format.hour12,
        ...look(), touch: touchOnly(), badge: "setAppBadge" in navigator && matchMedia("(display-mode: standalone)").matches,
        theme: localStorage.getItem("flet_chat_theme") || "system",
        unsent: kept.unsent.filter(entry => (room -= entry.text.length) >= 0),
        draft: kept.draft && kept.draft.text.length <= LONGEST ? kept.draft : null,
      };
    }

    flush() {
      this.flushed = true;
      for (const [, data] of this.pending) this.native.send(data);
    }

    hear(data) {
      if (typeof data !== "string") return this.take(data);
      const said = JSON.parse(data);
      if ("note" in said) return this.take(said.note);
      if ("attached" in said) this.attached(said.attached);
      if ("ack" in said) this.forget(said.ack);
      if ("pong" in said) this.answered();
      if ("ping" in said) this.acknowledge();
      if (said.unknown || said.resync) this.rebuild();
      if (said.signin) this.signIn();
    }

    attached({got, user}) {
      this.up = true;
      this.upSince = Date.now();
      this.answered();
      kept.user = user;
      this.forget(got);
      this.fresh = false;
      if (!this.flushed) this.flush();
      this.beat = setInterval(() => this.ping(), PING_EVERY);
      banner.hide();
    }

    // Items are counted as they come and handed on in that order, though inflating takes its time.
    take(item) {
      this.got++;
      this.gotBytes += item.byteLength || 0;
      if (this.got - this.gotAcked >= ACK_EVERY || this.gotBytes > ACK_BYTES) this.acknowledge();
      else if (!this.ackTimer) this.ackTimer = setTimeout(() => this.acknowledge(), ACK_AFTER);
      const deflated = item instanceof ArrayBuffer && new Uint8Array(item, 0, Math.min(1, item.byteLength))[0] === 2;
      if (!deflated && !this.inbox.length) return this.hand(item);
      const inbox = this.inbox, slot = {item: deflated ? null : item};
      inbox.push(slot);
      if (deflated) inflate(item).then(raw => {
        slot.item = raw;
        while (inbox === this.inbox && inbox.length && inbox[0].item !== null) this.hand(inbox.shift().item);
      }, () => { if (inbox === this.inbox) this.rebuild(); });
    }

    hand(item) {
      if (!(item instanceof ArrayBuffer)) return heed(item);
      if (this.deaf) {
        this.deaf = false;
        chat.carried.begin(this.saidDraft);
      }
      this.dispatchEvent(new MessageEvent("message", {data: item}));
    }

    acknowledge() {
      clearTimeout(this.ackTimer);
      this.ackTimer = null;
      this.gotAcked = this.got;
      this.gotBytes = 0;
      if (this.up) this.native.send(`{"ack":${this.got}}`);
    }

    forget(number) {
      while (this.pending.length && this.pending[0][0] <= number) this.pending.shift();
    }

    send(data) {   // called by Flet
      const bytes = data instanceof ArrayBuffer ? data.slice(0) : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
      this.first ??= bytes;
      if (!this.deaf) this.put(bytes);
    }

    note(note) { this.put(JSON.stringify({note})); }

    put(data) {
      this.pending.push([++this.sent, data]);
      if (this.flushed) this.native.send(data);
    }

    ping() {
      if (!this.up || this.patience) return;
      this.native.send(`{"ping":1,"ack":${this.got}}`);
      this.expect();
    }

    expect() { this.answered(); this.patience = setTimeout(() => this.lost(), PATIENCE); }

    answered() { clearTimeout(this.patience); this.patience = null; }

    drop() {
      this.answered();
      clearInterval(this.beat);
      const native = this.native;
      this.native = null;
      this.up = false;
      this.flushed = false;
      if (native) native.close();
    }

    lost() {
      this.drop();
      banner.show();
      this.again();
    }

    // Half of every wait is chance, so that a thousand tabs do not come back in one instant.
    again() {
      if (this.upSince && Date.now() - this.upSince > 10_000) this.tries = 0;
      this.upSince = 0;
      const wait = Math.min(LONGEST_WAIT, 250 * 2 ** this.tries++);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
    }

    // The network or the person is back: find out now. An attempt that began offline is not worth waiting for.
    wake(online = false) {
      if (this.readyState > 1) return;
      if (this.up) this.ping();
      else if (online || !this.native) { this.tries = 0; this.drop(); this.connect(); }
    }

    // The tab is gone on the server. Closing would make Flet show its full-screen "Working…", so the new tab gets the
    // packet that Flet registered with, and Flet takes the second answer like the first.
    rebuild() {
      this.drop();
      const again = this.first;
      this.newTab();
      if (again) {
        this.put(again);
        this.deaf = true;
        this.note({size: [innerWidth, innerHeight]});   // the window may have changed since Flet registered
      }
      // At once, unless the last one was just now: then something is wrong, and knocking harder does not help.
      const soon = Date.now() - (this.rebuilt || 0) < 10_000;
      this.rebuilt = Date.now();
      if (soon) { banner.show(); this.again(); } else this.connect();
    }

    signIn() {
      clearTimeout(this.timer);
      this.drop();
      this.readyState = 2;   // no way back, and nothing for Flet to show "Working…" about
      for (const key of Object.keys(sessionStorage)) if (!key.startsWith("flet_chat_")) sessionStorage.removeItem(key);
      location.assign("/signin?next=" + encodeURIComponent(location.pathname + location.search));
    }

    close(code = 1000, reason = "") {
      if (this.readyState === 3) return;
      if (this.up) this.native.send('{"bye":true}');
      clearTimeout(this.timer);
      this.drop();
      this.readyState = 3;
      banner.hide();
      this.dispatchEvent(new CloseEvent("close", {code, reason, wasClean: true}));
    }
  }

  const inflate = data => new Response(
    new Blob([new Uint8Array(data, 1)]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();

  window.WebSocket = new Proxy(Native, {
    construct: (native, args) => /\/ws$/.test(args[0]) ? new Resumable(args[0]) : Reflect.construct(native, args),
  });

  function heed(note) {
    if ("place" in note) kept.place = note.place;
    if ("stored" in note) kept.forget(note.stored);
    if (note.draft === null) kept.forgetDraft();   // it was sent with the button, or is not worth keeping
    if ("theme" in note) localStorage.setItem("flet_chat_theme", note.theme);
    if ("dropped" in note) kept.forget(note.dropped);
    dispatchEvent(new CustomEvent("flet-chat-note", {detail: note}));   // to window.js
  }

  // ---- Coming, going, and whether anybody looks ---------------------------------------------------------------------

  const look = () => ({visible: document.visibilityState === "visible", focused: document.hasFocus()});
  let last = JSON.stringify(look());

  function lookAgain() {
    const now = look();
    if (chat.line && JSON.stringify(now) !== last) chat.line.note(now);
    last = JSON.stringify(now);
    if (now.visible) chat.line?.wake();
  }

  document.addEventListener("visibilitychange", lookAgain);
  addEventListener("focus", lookAgain);
  addEventListener("blur", lookAgain);
  addEventListener("online", () => chat.line?.wake(true));
  addEventListener("pagehide", () => { if (chat.line?.up) { chat.line.native.send('{"bye":true}'); chat.line.drop(); } });
  // Back from the browser's cache of whole pages: the tab was closed behind this page's back.
  addEventListener("pageshow", event => { if (event.persisted && chat.line?.readyState === 1) chat.line.rebuild(); });

  const banner = {
    element: null,
    timer: null,
    show() {
      this.timer ??= setTimeout(() => { this.element = say("connection-banner", BANNER); }, BANNER_AFTER);
    },
    hide() {
      clearTimeout(this.timer);
      this.timer = null;
      this.element?.remove();
      this.element = null;
    },
  };
})();
