// One way to send something to our own server; a good answer tells the session clock that the session lives.

export const alive = new EventTarget();

export function clock(moment = new Date()) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(moment);
}

export function token(element) {
  const near = element.closest("form")?.elements.namedItem("csrfmiddlewaretoken");
  return (near || document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
}

/** Somebody who signed in again in another tab has a new token: fetch it and give it to every form of this page. */
export async function renewToken() {
  const page = await fetch("/", { headers: { "X-Refresh": "1" }, credentials: "same-origin", redirect: "error" });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!fresh) return "";
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = fresh;
  return fresh;
}

/** POST fields; answers the response. A redirect to sign-in counts as signed out, a network that is away throws. */
export async function post(url, fields, options = {}) {
  const body = new URLSearchParams(fields);
  let response = await send(url, body, options);
  if (response.status === 403 && !options.keepalive) {
    const fresh = await renewToken().catch(() => "");
    if (fresh) {
      body.set("csrfmiddlewaretoken", fresh);
      response = await send(url, body, options);
    }
  }
  if (response.ok) alive.dispatchEvent(new Event("alive"));
  return response;
}

function send(url, body, options) {
  return fetch(url, {
    method: "POST",
    body,
    headers: { "X-Requested-With": "fetch", Accept: options.accept ?? "application/json" },
    credentials: "same-origin",
    redirect: "manual",
    keepalive: options.keepalive ?? false,
    signal: options.signal,
  });
}

export function isSignedOut(response) {
  return response.type === "opaqueredirect" || response.status === 401;
}
