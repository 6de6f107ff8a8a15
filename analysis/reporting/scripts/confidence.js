// The slider by which a reader leaves out unsure quotations; the address of the page remembers it (#confidence=0.6).
"use strict";
window.verbatimConfidence = (changed) => {
  const slider = document.querySelector("#confidence");
  if (!slider) return;
  const tell = () => {
    document.querySelector("#confidence-value").textContent = Number(slider.value).toFixed(2);
    changed(Number(slider.value));
  };
  const remember = () => {
    const value = new URLSearchParams(location.hash.slice(1)).get("confidence");
    // Other fragments lead to a quotation and leave the slider where it is.
    if (value !== null) slider.value = value;
    tell();
  };
  slider.addEventListener("input", () => {
    history.replaceState(null, "", `#confidence=${slider.value}`);
    tell();
  });
  window.addEventListener("hashchange", remember);
  remember();
};
