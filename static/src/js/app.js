// Everything the pages' scripts do. Each part only helps: every task works without it.
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

import { startAutosave } from "./autosave.js";
import { startErrors } from "./errors.js";
import { startFiles } from "./files.js";
import { startMenu } from "./menu.js";
import { startOnce } from "./once.js";
import { startRefresh } from "./refresh.js";
import { startReveal } from "./reveal.js";
import { startSession } from "./session.js";
import { startSuggest } from "./suggest.js";

function start(scope) {
  startAutosave(scope);
  startFiles(scope);
  startReveal(scope);
  startSuggest(scope);
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const link of document.querySelectorAll('[data-module="govuk-skip-link"]')) new SkipLink(link);
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
