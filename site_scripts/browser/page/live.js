// Shows a new build, or its error, while someone edits. Served by `make serve` only, and as it is: a classic script.
// In: server-sent events {build: number, error: string | null}. Out: the page loaded anew, or the error over the page.

/** @type {number | undefined} the build that this page shows */
let shown;

/** @param {string | null} error */
function showError(error) {
  document.querySelector("[data-live-error]")?.remove();
  if (!error) return;
  const box = document.createElement("pre");
  box.dataset.liveError = "";
  box.setAttribute("role", "alert");
  box.textContent = error;
  Object.assign(box.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: "1000",
    margin: "0",
    padding: "1rem",
    maxHeight: "60vh",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    font: "14px/1.5 monospace",
    color: "#fff",
    background: "#8a1c00",
  });
  document.body.append(box);
}

new EventSource("/live-events").addEventListener("message", ({ data }) => {
  const { build, error } = JSON.parse(data);
  shown ??= build;
  if (build !== shown) location.reload();
  else showError(error);
});
