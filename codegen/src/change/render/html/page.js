"use strict";
{
  const form = document.querySelector("form");
  const sections = [...document.querySelectorAll(".change")];
  const levels = [...document.querySelectorAll(".level")];
  const groups = ["rust", "wire", "breaks", "kind"];
  const shown = form?.querySelector("output");

  // The searchable text of a change: path, Rust items and operations.
  const searched = (section) =>
    [...section.querySelectorAll("h3, .items, .names")]
      .map((part) => part.textContent)
      .join(" ")
      .toLowerCase();
  const texts = new Map();
  const textOf = (section) => {
    if (!texts.has(section)) texts.set(section, searched(section));
    return texts.get(section);
  };

  // The selected filters, as in the fragment of the URL.
  const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));

  const apply = () => {
    const filters = chosen();
    const words = (filters.get("q") ?? "").toLowerCase().split(/\s+/);
    const wanted = groups.filter((name) => filters.has(name));
    const matches = (section) =>
      wanted.every((name) => {
        const values = section.dataset[name].split(" ");
        return filters.getAll(name).some((value) => values.includes(value));
      }) && words.every((word) => !word || textOf(section).includes(word));
    // The target of a link is always visible, even if the filters exclude it.
    const target = location.hash.slice(1);
    let count = 0;
    for (const section of sections) {
      section.hidden = !(section.id === target || matches(section));
      if (!section.hidden) count += 1;
    }
    for (const level of levels) {
      level.hidden = !level.querySelector(".change:not([hidden])");
    }
    const all = sections.length === 1 ? "1 change" : `${sections.length} changes`;
    shown.value = count === sections.length ? all : `${count} of ${all}`;
  };

  // Filters are in the fragment, not in the query string: this works for local files, and is not sent to servers.
  const remember = () => {
    const fragment = chosen().toString();
    try {
      history.replaceState(null, "", fragment ? `#${fragment}` : location.href.split("#")[0]);
    } catch {
      // A frame without an origin cannot change its URL. The filters work, and cannot be shared as a link.
    }
  };

  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) {
      const filters = new URLSearchParams(location.hash.slice(1));
      for (const field of form.elements) {
        if (field.type === "checkbox") field.checked = filters.getAll(field.name).includes(field.value);
        else if (field.name) field.value = filters.get(field.name) ?? "";
      }
    }
    apply();
    target?.scrollIntoView();
  };

  if (form) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      remember();
      apply();
    });
    form.querySelector("button").addEventListener("click", () => {
      form.reset();
      remember();
      apply();
    });
    addEventListener("hashchange", follow);
    form.hidden = false;
    follow();
  }
}
