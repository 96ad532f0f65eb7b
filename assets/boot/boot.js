// Starts the lab, or says readably why it could not.
//
// A file of its own because the page's policy forbids inline scripts. It is a plain deferred
// script, not a module, so that a browser too old for modules still gets to say so.
// Without it (blocked, or never arrived) boot.css shows the same help after a while.
"use strict";
(function () {
  var boot = document.getElementById("boot");
  var reasons = {
    wasm: [
      "This browser has no WebAssembly, or it is switched off.",
      "此浏览器不支持 WebAssembly，或已将其关闭。",
    ],
    disk: [
      "This page was opened from disk; it has to come from a web server.",
      "此页面是从磁盘打开的；它必须由网页服务器提供。",
    ],
    offline: [
      "You seem to be offline.",
      "您似乎没有联网。",
    ],
    load: [
      "A part of the lab could not be loaded or started.",
      "实验室的一部分未能载入或启动。",
    ],
  };

  function fail(kind, detail) {
    // Once the lab is up it has removed #boot, and speaks for itself.
    if (!boot.isConnected) return;
    boot.classList.add("boot-failed");
    var said = detail ? " (" + detail + ")" : "";
    document.getElementById("boot-reason").textContent = reasons[kind][0] + said;
    document.getElementById("boot-reason-zh").textContent = reasons[kind][1];
    document.getElementById("boot-trouble").setAttribute("role", "alert");
  }

  document.getElementById("boot-retry").addEventListener("click", function (click) {
    // reload() and not the link's own address: the fragment may hold a shared run.
    click.preventDefault();
    location.reload();
  });

  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
    fail("wasm");
    return;
  }
  var files = document.getElementById("lab-files").dataset;
  var glue = new URL(files.glue, document.baseURI).href;
  var wasm = new URL(files.wasm, document.baseURI).href;
  // The world that opens by itself travels beside the program, which would ask for it only later.
  if (location.hash.length < 2) {
    var early = document.createElement("link");
    early.rel = "preload";
    early.as = "fetch";
    early.crossOrigin = "anonymous";
    early.href = files.world;
    document.head.append(early);
  }
  import(glue)
    .then(function (lab) {
      return lab.default({ module_or_path: wasm });
    })
    .catch(function (error) {
      console.error(error);
      if (location.protocol === "file:") fail("disk");
      else if (navigator.onLine === false) fail("offline");
      else fail("load", String(error && error.message ? error.message : error));
    });
})();
