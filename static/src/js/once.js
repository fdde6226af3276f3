// A form goes once: a second press while the first is on its way does nothing. Without a network it stays, and says so.

const AGAIN = 15000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
}

const NO_NETWORK = "There is no connection. Nothing was sent, and what you typed is still here. Press again when it is back.";

// The browser's own page about a lost network would take the place of what was typed: ask our server first.
async function sendOnceBack(form, submitter) {
  try {
    await fetch("/healthz", { cache: "no-store" });
    form.dataset.reached = "";
    form.requestSubmit(submitter);
  } catch {
    form.dispatchEvent(new Event("app:stayed"));
    const said = form.querySelector("[data-no-network]") ?? document.createElement("p");
    said.dataset.noNetwork = "";
    said.className = "govuk-error-message";
    said.setAttribute("role", "alert");
    said.textContent = NO_NETWORK;
    if (submitter?.offsetParent) submitter.before(said);
    else form.prepend(said);
  }
}

function hold(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.once === "no") return;
  if (!navigator.onLine && !("reached" in form.dataset)) {
    event.preventDefault();
    sendOnceBack(form, event.submitter);
    return;
  }
  delete form.dataset.reached;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  // After this turn, so that the pressed button's own name and value still travel with the form.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button], :disabled)")) {
      button.disabled = true;
      button.dataset.held = "";
    }
  });
  // A download leaves the page where it is: the button comes back.
  setTimeout(() => release(form), AGAIN);
}

export function startOnce() {
  document.addEventListener("submit", hold);
  window.addEventListener("online", () => document.querySelectorAll("[data-no-network]").forEach((said) => said.remove()));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}
