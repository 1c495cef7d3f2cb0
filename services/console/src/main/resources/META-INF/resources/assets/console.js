// What the pages do beyond HTML: times in words, copying, windows in local time, and following along live.
// Without this file everything can still be read and decided.
"use strict";

function announce(text) {
  const said = document.getElementById("said");
  if (said && text) said.textContent = text;
}

// ---- times -------------------------------------------------------------------------------------------------------------------
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });

function tellTime(element) {
  const at = new Date(element.dateTime);
  const seconds = (at - Date.now()) / 1000;
  if (!Number.isFinite(seconds)) return;
  const length = Math.abs(seconds);
  const [unit, size] = UNITS.find(([name, size]) => length >= size * (name === "minute" ? 1 : name === "second" ? 0 : 1.5)) || UNITS[3];
  if (length < 30 * 86400) element.textContent = length < 5 ? "now" : relative.format(Math.trunc(seconds / size), unit);
  element.title = `${absolute.format(at)} · ${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function tellTimes() {
  document.querySelectorAll("time[data-relative]").forEach(tellTime);
}

setInterval(tellTimes, 15000);

// ---- small elements ----------------------------------------------------------------------------------------------------------
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = "copy";
    button.setAttribute("aria-label", `Copy ${this.dataset.what}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.dataset.text);
      button.textContent = "copied";
      announce(`Copied ${this.dataset.what}`);
      setTimeout(() => { button.textContent = "copy"; }, 2000);
    });
    this.append(button);
  }
});

// A window of RDS, in UTC, with the same in the viewer's time behind it: 02:00-03:00, or sun:04:00-sun:05:00.
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

function localTime(text) {
  const found = /^(?:([a-z]{3}):)?(\d\d):(\d\d)$/.exec(text);
  if (!found) return null;
  const now = new Date();
  const day = found[1] ? DAYS.indexOf(found[1]) - now.getUTCDay() : 0;
  const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + day, found[2], found[3]));
  const clock = at.toTimeString().slice(0, 5);
  return found[1] ? `${DAYS[at.getDay()]} ${clock}` : clock;
}

customElements.define("utc-window", class extends HTMLElement {
  connectedCallback() {
    if (this.dataset.told || new Date().getTimezoneOffset() === 0) return;
    const parts = this.textContent.trim().split("-").map(localTime);
    if (parts.length !== 2 || parts.includes(null)) return;
    this.dataset.told = "yes";
    const here = document.createElement("span");
    here.className = "dim";
    here.textContent = ` (${parts[0]}–${parts[1]} here)`;
    this.append(here);
  }
});

// ---- live --------------------------------------------------------------------------------------------------------------------
// One stream for the tab that is looked at: a browser opens only six to one place. Whoever comes back reads again at once.
customElements.define("live-page", class extends HTMLElement {
  connectedCallback() {
    this.hidden = true;
    this.onVisible = () => (document.hidden ? this.close() : this.open(true));
    document.addEventListener("visibilitychange", this.onVisible);
    if (!document.hidden) this.open(false);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.onVisible);
    this.close();
  }

  open(again) {
    if (this.over || this.source) return;
    if (again) this.read();
    this.source = new EventSource(this.getAttribute("src"));
    this.source.addEventListener("open", () => {
      if (!this.hidden) this.read();
      this.hidden = true;
    });
    this.source.addEventListener("changed", () => this.soon());
    this.source.addEventListener("ended", () => { this.over = true; this.close(); this.soon(); });
    this.source.addEventListener("lost", () => this.stale());
    this.source.addEventListener("error", () => this.stale());
  }

  close() {
    clearTimeout(this.retry);
    if (this.source) this.source.close();
    this.source = null;
  }

  stale() {
    if (this.hidden) {
      this.hidden = false;
      this.querySelector("[data-since]").textContent = ` since ${new Date().toTimeString().slice(0, 5)}`;
    }
    this.close();
    this.retry = setTimeout(() => document.hidden || this.open(false), 10000);
  }

  soon() {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => this.read(), 250);
  }

  read() {
    if (!document.getElementById("live")) return;
    htmx.ajax("GET", location.pathname + location.search, { target: "#live", select: "#live", swap: "outerHTML" });
  }
});

// What is opened stays open, and a new state is said once.
let opened = [];
let state = "";

function stateNow() {
  const badge = document.querySelector("#live .head .state");
  return badge ? badge.textContent.trim().replace(/\s+/g, " ") : "";
}

document.addEventListener("htmx:beforeSwap", () => {
  state = stateNow();
  opened = [...document.querySelectorAll("#live details[open] > summary, #outlook details[open] > summary")].map((summary) => summary.textContent);
});

document.addEventListener("htmx:afterSettle", () => {
  document.querySelectorAll("#live details > summary, #outlook details > summary").forEach((summary) => {
    if (opened.includes(summary.textContent)) summary.parentElement.open = true;
  });
  tellTimes();
  if (state && stateNow() !== state) announce(`Now: ${stateNow()}`);
});

// Without a session the server answers a script with a status; the page itself leads to the sign-in.
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || status === 499) location.reload();
  else announce("That could not be loaded. Reload the page.");
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  const search = document.querySelector("input[type=search]");
  if (event.key === "/" && !typing && search) {
    event.preventDefault();
    search.focus();
  }
});

tellTimes();
state = stateNow();
