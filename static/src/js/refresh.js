// Keeps a register current: fetches the same page and swaps its region; says loudly when it could not.
import { clock } from "./send.js";

class Refresh {
  constructor(region) {
    this.region = region;
    this.seconds = Number(region.dataset.refreshSeconds);
    this.status = document.querySelector("[data-refresh-status]");
    this.last = new Date();
    this.timer = setInterval(() => this.run(), this.seconds * 1000);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() - this.last > this.seconds * 1000) this.run();
    });
    window.addEventListener("offline", () => this.failed());
    window.addEventListener("online", () => this.run());
  }

  async run() {
    if (this.region.querySelector("form[data-sent]")) return;
    try {
      const response = await fetch(location.href, { headers: { "X-Refresh": "1" }, credentials: "same-origin", redirect: "error", cache: "no-store" });
      if (!response.ok) throw new Error(response.status);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(this.region.id);
      if (!fresh) throw new Error("no region");
      this.swap(fresh);
    } catch {
      this.failed();
    }
  }

  swap(fresh) {
    const focused = this.region.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.region.replaceChildren(...fresh.childNodes);
    // A region that no longer asks for it has become what it was waiting for.
    if (!fresh.dataset.refreshSeconds) clearInterval(this.timer);
    if (focused !== null) [...this.region.querySelectorAll("a, button")].find((one) => one.textContent === focused)?.focus();
    this.last = new Date();
    this.say(`Shown as it was at ${clock(this.last)}.`, "fresh");
    this.region.dispatchEvent(new Event("app:replaced", { bubbles: true }));
  }

  failed() {
    this.say(`Not refreshed since ${clock(this.last)}. This may be out of date. Load the page again or ask the office.`, "stale");
  }

  say(text, state) {
    if (!this.status) return;
    // Read out at once when it fails; quiet each minute while all is well.
    this.status.setAttribute("role", state === "stale" ? "alert" : "none");
    this.status.dataset.state = state;
    this.status.textContent = text;
  }
}

export function startRefresh() {
  for (const region of document.querySelectorAll("[data-refresh-seconds][id]")) new Refresh(region);
}
