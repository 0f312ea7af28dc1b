// Forms that a browser fills in with a passkey. The page works without this file, by the other ways on it.
const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON && PublicKeyCredential.prototype.toJSON;

// The browser may hold one question at a time: a new one takes the place of the one before.
let asking = new AbortController();

async function question(form, signal) {
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new URLSearchParams({ for: form.dataset.for }), redirect: "error", signal });
  if (!answer.ok) throw new Error("no question");
  return answer.json();
}

async function fill(form, more) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const options = await question(form, signal);
  const key = form.dataset.passkey === "make"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), signal, ...more });
  form.elements.answer.value = JSON.stringify(key.toJSON());
  form.submit();
}

function show(form, part) {
  for (const name of ["busy", "failed", "known"]) form.querySelector(`[data-passkey-${name}]`).hidden = name !== part;
}

if (able) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("[data-passkey-cannot]").hidden = true;
    form.querySelector("[data-passkey-can]").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      show(form, "busy");
      try {
        await fill(form);
      } catch (problem) {
        show(form, problem.name === "InvalidStateError" ? "known" : "failed");
      }
    });
    if ("offer" in form.dataset && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
      fill(form, { mediation: "conditional" }).catch(() => { /* the button and the password are still there */ });
    }
  }
}
