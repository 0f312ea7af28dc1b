// Every page works without this file. It gets away quickly, keeps unsaved words, asks again who
// will see something, and says that something is new.
const all = (selector) => document.querySelectorAll(selector);
const one = (selector) => document.querySelector(selector);
const page = document.body.dataset;
const KEPT = "kept:";

// --- leave quickly: the link, or three presses of Shift within two seconds ---
const leave = one("[data-leave]");
let left = false; // a box that loses its place says "change" once more: nothing may be kept then
function go(event) {
  event?.preventDefault();
  left = true;
  document.documentElement.hidden = true;
  forget(() => true);
  if (page.keeper) navigator.sendBeacon?.("/private/end"); // private pages close behind whoever leaves
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
else if (page.kept && mine) forget((key) => key === mine + page.kept || key === `${mine}${page.kept}#`);
if (mine && "done" in page) {
  try {
    const sent = (sessionStorage.getItem(sentLast) ?? "").split("\n");
    forget((key) => sent.includes(key));
    sessionStorage.removeItem(sentLast);
  } catch { /* storage can be switched off */ }
}
// rest are the other answers of a form with such words: what was chosen, ticked and typed, but no
// password, no file, and nothing that the page put there by itself.
const rest = (form) => [...form.elements].filter((field) => field.name && !field.matches("[data-keep], button, [type=hidden], [type=password], [type=file], [type=submit]"));
function keepRest(form, key) {
  const ticked = (field) => (field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value);
  sessionStorage.setItem(key, JSON.stringify(rest(form).map((field) => [field.id, ticked(field)])));
}
function bringRest(form, key) {
  const before = new Map(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  for (const field of rest(form)) {
    const was = before.get(field.id);
    if (typeof was === "boolean") field.checked = was;
    else if (typeof was === "string") field.value = was;
    else continue;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
// brought holds forms whose words came back, until everything that listens to them is there.
const brought = [];
if (mine) {
  for (const box of all("textarea[data-keep]")) {
    const key = mine + box.dataset.keep;
    const restKey = `${key}#`;
    try {
      const before = sessionStorage.getItem(key);
      if (before && !box.value.trim()) {
        box.value = before;
        const say = one(`[data-restored="${box.id}"]`);
        if (say) say.hidden = false;
        brought.push([box.form, restKey]);
      }
      const keep = () => {
        if (left) return;
        sessionStorage.setItem(key, box.value);
        if (box.value.trim()) keepRest(box.form, restKey);
      };
      box.addEventListener("input", keep);
      box.form.addEventListener("change", keep);
      box.form.addEventListener("submit", () => {
        keep();
        const boxes = [...box.form.querySelectorAll("textarea[data-keep]")];
        sessionStorage.setItem(sentLast, boxes.flatMap((each) => [mine + each.dataset.keep, `${mine}${each.dataset.keep}#`]).join("\n"));
      });
    } catch { break; }
  }
}

// --- who will see this: ask the server again when the topic changes ---
for (const form of all("form[data-audience-from]")) {
  const list = form.querySelector("[data-audience]");
  const scripted = form.querySelector("[name=scripted]"); // the list follows, so it was true all the time
  if (scripted) scripted.value = "1";
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

// --- answers that came back beside their words: last, so that the list of readers follows ---
for (const [form, key] of brought) {
  try { bringRest(form, key); } catch { /* storage can be switched off */ }
}

// --- copy what is shown once; without this it is copied by hand ---
for (const list of navigator.clipboard ? all("[data-copy]") : []) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "btn btn--quiet";
  button.textContent = list.dataset.copy;
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText([...list.querySelectorAll("code")].map((code) => code.textContent).join("\n"));
      said.textContent = ` ${list.dataset.copied}`;
    } catch { /* it stays to be copied by hand */ }
  });
  list.after(button, said);
}

// --- the session is about to end: say so, and let somebody stay with one press ---
const warnBefore = 120_000; // milliseconds
const ending = one("[data-ending]");
if (page.ends && ending) {
  const others = "BroadcastChannel" in globalThis ? new BroadcastChannel("still-here") : null;
  let until, last, said, timer, from;
  const say = (what) => {
    if (what === said) return;
    said = what;
    ending.replaceChildren(...(what ? [one(`template[data-say="${what}"]`).content.cloneNode(true)] : []));
  };
  // A machine that slept has lost time: what counts is the clock, not the timer.
  const look = () => {
    clearTimeout(timer);
    const rests = until - Date.now();
    if (rests <= 0) return say("ended");
    say(rests > warnBefore ? "" : until === last ? "last" : "soon");
    timer = setTimeout(look, rests > warnBefore ? rests - warnBefore : rests);
  };
  const start = (ends, most) => {
    last = Date.now() + most * 1000;
    until = ends < most ? Date.now() + ends * 1000 : last;
    look();
  };
  start(Number(page.ends), Number(page.last));
  others?.postMessage([Number(page.ends), Number(page.last)]); // other tabs of this session need not warn
  others?.addEventListener("message", (event) => start(...event.data));
  document.addEventListener("visibilitychange", look);
  ending.addEventListener("focusin", (event) => { from = event.relatedTarget ?? from; });
  ending.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch("/still-here", { method: "POST", redirect: "manual" });
      if (!answer.ok) throw new Error("signed out");
      const [ends, most] = (await answer.text()).split(" ").map(Number);
      start(ends, most);
      others?.postMessage([ends, most]);
      const foot = one("[data-until]");
      if (foot) foot.hidden = true; // it says a time that is no longer true
      (from?.isConnected ? from : one("main")).focus();
    } catch { say("ended"); }
  });
}

// --- a password can be looked at while it is typed ---
for (const field of all("input[type=password][data-show]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "lk", textContent: field.dataset.show });
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? field.dataset.show : field.dataset.hide;
  });
  field.form.addEventListener("submit", () => { field.type = "password"; }); // so that the browser keeps it as one
  field.after(button);
}

// --- a form with a mistake: start at the summary ---
one(".errors")?.focus();
