// The wasm comes in two parts: the functions that run until the page is up, and the rest. This
// fetches the rest when the lab asks for it, or at once should a function of it be called before.
// With it comes the style sheet of what only the rest shows.
//
// Where the page was built without dividing, there is no rest, and nothing to do.
"use strict";
(function () {
  var files = document.getElementById("lab-files").dataset;
  if (!files.rest || typeof WebAssembly !== "object") return;
  var address = new URL(files.rest, document.baseURI).href;
  var first = null;
  // What the rest imports: the first part, and what that imports from JavaScript.
  var needs = null;
  var coming = null;

  function isWhole() {
    return first[".whole"].value === 1;
  }

  // The rest has written its functions into the table of the first part, and what they read into
  // its memory.
  function join() {
    first[".whole"].value = 1;
  }

  // How long is waited before it is asked for once more, in milliseconds.
  var PATIENCE = [300, 1500];

  function bring() {
    if (!coming) {
      coming = attempt(0);
      // A lost connection may come back: whoever asks next tries again.
      coming.catch(function () {
        coming = null;
        confess();
      });
    }
    return coming;
  }

  // The sheet is asked for once; should it not come, that is tried again with the rest.
  function dress() {
    return new Promise(function (done, fail) {
      if (document.getElementById("rest-sheet")) return done();
      var sheet = document.createElement("link");
      sheet.id = "rest-sheet";
      sheet.rel = "stylesheet";
      sheet.href = files.sheet;
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", function () {
        sheet.remove();
        fail(new Error(files.sheet));
      });
      document.head.append(sheet);
    });
  }

  function attempt(tries) {
    return Promise.all([WebAssembly.compileStreaming(fetch(address)), dress()])
      .then(function (come) {
        var rest = come[0];
        return isWhole() ? null : WebAssembly.instantiate(rest, needs);
      })
      .then(join)
      .catch(function (error) {
        if (tries === PATIENCE.length) throw error;
        return new Promise(function (wait) {
          setTimeout(wait, PATIENCE[tries]);
        }).then(function () {
          return isWhole() ? null : attempt(tries + 1);
        });
      });
  }

  // A function of the rest is called now. It cannot wait, so the page does.
  function bringNow() {
    performance.mark("lab-rest-missed");
    try {
      joinNow();
    } catch (error) {
      confess();
      throw error;
    }
  }

  function joinNow() {
    // Dressed a moment later, and told of by whoever asks for the rest.
    dress().catch(function () {});
    var request = new XMLHttpRequest();
    request.open("GET", address, false);
    // The one way to read bytes while the page waits: a character each.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(address + ": " + request.status);
    var bytes = Uint8Array.from(request.responseText, function (character) {
      return character.charCodeAt(0) & 255;
    });
    new WebAssembly.Instance(new WebAssembly.Module(bytes), needs);
    join();
  }

  // What was asked for did not happen, and the lab itself is what is missing: said here.
  function confess() {
    if (document.getElementById("rest-trouble")) return;
    var card = document.createElement("p");
    card.id = "rest-trouble";
    card.setAttribute("role", "alert");
    card.append("A part of the lab did not arrive. Are you online? ");
    var chinese = document.createElement("span");
    chinese.lang = "zh-Hans";
    chinese.textContent = "实验室的一部分没有送达。您联网了吗？ ";
    var again = document.createElement("a");
    again.href = "";
    again.textContent = "Reload 重新载入";
    again.addEventListener("click", function (click) {
      // reload() and not the link's own address: the fragment may hold a shared run.
      click.preventDefault();
      location.reload();
    });
    card.append(chinese, again);
    document.body.append(card);
  }

  // wasm-bindgen's glue instantiates the first part, and knows nothing of this import. Whichever
  // way it goes, both are as they were after that: the rest is instantiated, too.
  var originals = {
    instantiate: WebAssembly.instantiate,
    instantiateStreaming: WebAssembly.instantiateStreaming,
  };
  Object.keys(originals).forEach(function (name) {
    if (!originals[name]) return;
    WebAssembly[name] = function (source, imports) {
      Object.assign(WebAssembly, originals);
      imports.lab_rest = { fetch: bringNow };
      return originals[name].call(WebAssembly, source, imports).then(function (made) {
        first = (made.instance || made).exports;
        needs = Object.assign({ first: first }, imports);
        return made;
      });
    };
  });

  globalThis.labRest = { bring: bring };
})();
