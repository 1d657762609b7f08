// What the pages do more with a script: search as you type, look up a record in a form.
// Without it every page works the same.
"use strict";
(() => {
  const suggest = (input, box, choose) => {
    let timer, asked = 0, active = -1;
    const links = () => [...box.querySelectorAll("a")];
    const close = () => { box.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); };
    const mark = (index) => {
      const all = links();
      active = (index + all.length) % all.length;
      all.forEach((link, i) => { link.classList.toggle("active", i === active); link.setAttribute("aria-selected", i === active); });
      input.setAttribute("aria-activedescendant", all[active].id);
    };
    const look = async () => {
      const words = input.value.trim(), mine = ++asked;
      if (words.length < 2) return close();
      const url = new URL(choose.url, location.href);
      url.searchParams.set("q", words);
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        if (!answer.ok || mine !== asked) return;
        const found = await answer.json();
        if (mine !== asked) return;
        box.replaceChildren(...found.results.map((one, i) => {
          const link = document.createElement("a"), meta = document.createElement("span");
          link.id = box.id + "-" + i; link.href = one.href; link.textContent = one.title; link.tabIndex = -1;
          link.setAttribute("role", "option");
          meta.className = "meta"; meta.textContent = one.meta; link.append(meta);
          link.addEventListener("click", (event) => choose.pick(one, event));
          return link;
        }));
        box.hidden = found.results.length === 0;
        input.setAttribute("aria-expanded", String(!box.hidden));
        active = -1;
      } catch { close(); }
    };
    box.setAttribute("role", "listbox");
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", box.id], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 150); });
    input.addEventListener("keydown", (event) => {
      if (box.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(active - 1); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); links()[active].click(); }
      else if (event.key === "Escape") close();
    });
    input.addEventListener("blur", () => setTimeout(close, 200));
  };
  const search = document.getElementById("q"), box = document.getElementById("suggestions");
  if (search && box) suggest(search, box, { url: search.dataset.suggest, pick: () => {} });
  let count = 0;
  for (const input of document.querySelectorAll("input[data-lookup]")) {
    const list = document.createElement("div");
    list.className = "suggestions"; list.hidden = true; list.id = "lookup-" + ++count;
    input.parentElement.classList.add("lookup");
    input.after(list);
    suggest(input, list, {
      url: input.dataset.lookup,
      pick: (one, event) => { event.preventDefault(); input.value = one.value; list.hidden = true; },
    });
  }
  document.getElementById("problems")?.focus();
})();
