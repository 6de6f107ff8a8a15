// An article page: one quotation after the other by key or button, details of the one in view, all words of one speaker,
// unsure quotations left out.
(() => {
  "use strict";
  const quotes = [...document.querySelectorAll(".verbatim-quote[id]")];
  const voices = [...document.querySelectorAll("button[data-voice]")];
  const panel = document.querySelector("#panel-details");
  const keys = document.querySelector("#keys");
  const text = document.querySelector(".verbatim-text");
  const details = [...document.querySelectorAll("tr[data-confidence]")];
  const status = document.querySelector("#confidence-status");
  const counts = new Map(voices.map((button) => [button, button.nextElementSibling.textContent]));
  let here = null;

  const show = (quote) => {
    const details = document.querySelector(`#details-${quote.id.slice(1)}`);
    const list = document.createElement("dl");
    for (const cell of details.querySelectorAll("[data-name]")) {
      const name = document.createElement("dt");
      const value = document.createElement("dd");
      name.textContent = cell.dataset.name;
      value.textContent = cell.textContent;
      list.append(name, value);
    }
    panel.replaceChildren(list);
    here = quote;
  };

  const choose = (voice) => {
    text.classList.toggle("choosing", voice !== null);
    for (const quote of quotes) quote.classList.toggle("chosen", quote.dataset.speaker === voice);
    for (const button of voices) button.setAttribute("aria-pressed", String(button.dataset.voice === voice));
  };
  const chosen = () => voices.find((button) => button.getAttribute("aria-pressed") === "true")?.dataset.voice ?? null;
  const toggle = (voice) => choose(chosen() === voice ? null : voice);

  const step = (by) => {
    const sure = quotes.filter((quote) => !quote.classList.contains("unsure"));
    if (!sure.length) return;
    const place = sure.indexOf(here);
    here = place < 0 && by < 0 ? sure.at(-1) : sure[(place + by + sure.length) % sure.length];
    here.querySelector("a").focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
  };

  const leaveOut = (least) => {
    for (const row of details) {
      row.hidden = Number(row.dataset.confidence) < least;
      document.querySelector(`#q${row.id.slice("details-".length)}`)?.classList.toggle("unsure", row.hidden);
    }
    const shown = details.filter((row) => !row.hidden);
    status.textContent = status.dataset.words.replace("{shown}", shown.length).replace("{total}", details.length);
    for (const [button, count] of counts) {
      const own = shown.filter((row) => row.dataset.speaker === button.dataset.voice).length;
      const whole = shown.length === details.length;
      button.nextElementSibling.textContent = whole ? count : `${own}/${count}`;
      button.parentElement.hidden = own === 0;
    }
    for (const way of document.querySelectorAll(".turn a")) way.hash = least ? `confidence=${least}` : "";
  };

  for (const quote of quotes) {
    quote.addEventListener("mouseenter", () => show(quote));
    quote.addEventListener("focusin", () => show(quote));
    quote.addEventListener("click", (event) => event.target.closest("a") || toggle(quote.dataset.speaker));
  }
  verbatimConfidence(leaveOut);
  for (const button of voices) button.addEventListener("click", () => toggle(button.dataset.voice));
  for (const button of document.querySelectorAll("button[data-step]"))
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox], [type=range])")) return;
    if (event.key === "Escape") choose(null);
    if (!keys?.checked) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
  const linked = quotes.find((quote) => `#${quote.id}` === location.hash);
  // After the browser has gone to the fragment, which takes the focus away.
  if (linked) window.addEventListener("load", () => setTimeout(() => linked.querySelector("a").focus(), 50));
})();
