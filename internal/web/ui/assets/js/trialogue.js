// Every page works without this file. It gets away quickly, keeps unsaved words, asks again who
// will see something, and says that something is new.
const all = (selector) => document.querySelectorAll(selector);
const one = (selector) => document.querySelector(selector);
const page = document.body.dataset;
const KEPT = "kept:";

// --- leave quickly: the link, or three presses of Shift within two seconds ---
const leave = one("[data-leave]");
function go(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  forget(() => true);
  location.replace(leave.href);
}
if (leave) {
  let presses = [];
  leave.addEventListener("click", go);
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = presses.filter((at) => event.timeStamp - at < 2000).concat(event.timeStamp);
    if (presses.length === 3) go();
  });
}

// --- unsaved words stay in this tab, for this person alone, until they are safe ---
function forget(which) {
  try {
    Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT) && which(key)).forEach((key) => sessionStorage.removeItem(key));
  } catch { /* storage can be switched off */ }
}
const mine = page.keeper ? `${KEPT}${page.keeper}:` : "";
const sentLast = `${mine}sent`; // names the words of the form sent last: they are safe once a page says that it worked
if (mine) forget((key) => !key.startsWith(mine));
if (page.kept === "*") forget(() => true);
else if (page.kept && mine) forget((key) => key === mine + page.kept);
if (mine && "done" in page) {
  try {
    const sent = (sessionStorage.getItem(sentLast) ?? "").split("\n");
    forget((key) => sent.includes(key));
    sessionStorage.removeItem(sentLast);
  } catch { /* storage can be switched off */ }
}
if (mine) {
  for (const box of all("textarea[data-keep]")) {
    const key = mine + box.dataset.keep;
    try {
      const before = sessionStorage.getItem(key);
      if (before && !box.value.trim()) {
        box.value = before;
        const say = one(`[data-restored="${box.id}"]`);
        if (say) say.hidden = false;
      }
      box.addEventListener("input", () => sessionStorage.setItem(key, box.value));
      box.form.addEventListener("submit", () => {
        const boxes = [...box.form.querySelectorAll("textarea[data-keep]")];
        sessionStorage.setItem(sentLast, boxes.map((each) => mine + each.dataset.keep).join("\n"));
      });
    } catch { break; }
  }
}

// --- who will see this: ask the server again when the topic changes ---
for (const form of all("form[data-audience-from]")) {
  const list = form.querySelector("[data-audience]");
  let latest = 0;
  form.addEventListener("change", async (event) => {
    if (!event.target.matches("[data-asks], [name=class]")) return;
    const mineNow = ++latest;
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name !== "say") asked.append(name, value);
    list.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.audienceFrom, { method: "POST", body: asked, redirect: "error" });
      const html = await answer.text();
      if (answer.ok && mineNow === latest) list.innerHTML = html;
    } catch { /* the list shown before "Check before you send" is always true */ }
    list.removeAttribute("aria-busy");
  });
}

// --- something new, without saying what ---
if (page.events) {
  const stream = new EventSource(page.events);
  stream.addEventListener("new", () => {
    const say = one("[data-something-new]");
    if (say) say.hidden = false;
    stream.close();
  });
}

// --- the session is about to end ---
const warnBefore = 120;
const ending = one("[data-ending]");
if (page.ends && ending) setTimeout(() => { ending.hidden = false; }, Math.max(0, page.ends - warnBefore) * 1000);

// --- a form with a mistake: start at the summary ---
one(".errors")?.focus();
