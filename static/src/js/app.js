// Everything the pages' scripts do. Each part only helps: every task works without it.
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

import { startAutosave } from "./autosave.js";
import { startErrors } from "./errors.js";
import { startMenu } from "./menu.js";
import { startOnce } from "./once.js";
import { startRefresh } from "./refresh.js";
import { startSession } from "./session.js";
import { startSuggest } from "./suggest.js";

const COMPONENTS = [
  ["govuk-checkboxes", Checkboxes],
  ["govuk-radios", Radios],
  ["govuk-skip-link", SkipLink],
];

function start(scope) {
  for (const [name, Component] of COMPONENTS) {
    for (const element of scope.querySelectorAll(`[data-module="${name}"]:not([data-started])`)) {
      element.setAttribute("data-started", "");
      new Component(element);
    }
  }
  startAutosave(scope);
  startSuggest(scope);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
start(document);
startErrors();
startMenu();
startOnce();
startRefresh();
startSession();
// What htmx or the refresh puts into the page comes alive too.
for (const name of ["htmx:load", "app:replaced"]) {
  document.addEventListener(name, (event) => event.target instanceof Element && start(event.target));
}
