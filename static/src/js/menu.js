// The account menu closes on Escape and on a press elsewhere.

export function startMenu() {
  const account = document.querySelector("details.app-account");
  if (!account) return;
  document.addEventListener("click", (event) => {
    if (!account.contains(event.target)) account.open = false;
  });
  account.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !account.open) return;
    account.open = false;
    account.querySelector("summary").focus();
  });
}
