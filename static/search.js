/*
 * The page 查找: reads query and filters from the address, loads what they need, shows the table, and writes
 * every change back into the address, behind its #, which works from disk as well. The query string (?q=) is read
 * too, so that the plain form of any page leads here.
 */
(own => {
  "use strict";

  const PAGE = 100, FEW = 8, PAPERS = 20, NEAR = 20;
  const COLUMNS = 6;
  const TITLES = {plan: "任务清单", unit: "单位", status: "完成情况", person: "责任人", section: "所在部分", period: "期次"};
  const element = own.element, byId = id => document.getElementById(id);
  let store = null, state = null, wanted = new Set(), failed = [], boxes = [], wide = new Set();

  // ---- the address -------------------------------------------------------------------------------------------

  function readAddress() {
    const behind = location.hash.slice(1);
    const given = new URLSearchParams(behind || location.search);
    return {
      q: given.get("q") || "", sort: given.get("sort") || "", all: given.get("all") === "1",
      page: Math.max(1, parseInt(given.get("page"), 10) || 1),
      chosen: own.FACETS.map(facet => new Set(given.getAll(facet))),
    };
  }

  function writeAddress(keep) {
    const said = new URLSearchParams();
    said.append("q", state.q);
    own.FACETS.forEach((facet, place) => {
      state.chosen[place].forEach(value => { said.append(facet, value); });
    });
    if (state.sort) { said.append("sort", state.sort); }
    if (state.all) { said.append("all", "1"); }
    if (state.page > 1) { said.append("page", String(state.page)); }
    const address = "#" + said.toString();
    if (address !== location.hash) {
      history[keep ? "replaceState" : "pushState"](null, "", address);
    }
  }

  // ---- loading -----------------------------------------------------------------------------------------------

  function shardsWanted() {
    const spans = state.chosen[own.FACETS.indexOf("period")];
    return store.index.shards.filter(shard => shard.first || state.all || spans.has(shard.span));
  }

  function load() {
    shardsWanted().forEach(shard => {
      if (wanted.has(shard.path)) { return; }
      wanted.add(shard.path);
      const script = element("script", {src: shard.path});
      script.onerror = () => { failed.push(shard.path); show(); };
      document.head.appendChild(script);
    });
  }

  function waiting() {
    return shardsWanted().filter(shard => !store.loaded.has(shard.path) && failed.indexOf(shard.path) < 0);
  }

  function size(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  // ---- finding -----------------------------------------------------------------------------------------------

  /** What fits the query, kept until the query or what is loaded changes. */
  let fitted = null;
  function fit() {
    const words = own.words(state.q), key = store.version + "\n" + words.join("\n");
    if (!fitted || fitted.key !== key) {
      fitted = {key, words, rows: store.fit(words, false),
                papers: words.length ? store.fit(words, true) : new Uint8Array(0)};
    }
    return fitted;
  }

  function find() {
    const fits = fit();
    const numbers = state.chosen.map((values, facet) => new Set(Array.from(values, value => store.number(facet, value))));
    const found = store.filter(fits.rows, numbers, state.all);
    const result = {words: fits.words, ranks: fits.rows, rows: found.found, counts: found.counts, near: false};
    const none = numbers.map(() => new Set());
    result.outside = result.rows.length ? 0 : store.filter(fits.rows, none, state.all).found.length;
    if (!result.rows.length && !result.outside && fits.words.length && !waiting().length) { nearest(result, numbers); }
    result.papers = papers(fits);
    sort(result);
    return result;
  }

  /** Nothing fits: the rows that share most pairs of characters with the query, half of them at least. */
  function nearest(result, numbers) {
    const near = store.nearness(result.words);
    const enough = new Uint8Array(near.shared.length), least = Math.max(1, near.pairs.length / 2);
    for (let place = 0; place < enough.length; place++) { enough[place] = near.shared[place] >= least ? 1 : 0; }
    const found = store.filter(enough, numbers, state.all);
    if (!found.found.length) { return; }
    result.near = true;
    result.counts = found.counts;
    result.words = near.pairs;
    result.ranks = near.shared;
    result.rows = found.found.sort((a, b) => near.shared[b] - near.shared[a] || a - b).slice(0, NEAR);
  }

  /** Documents stand outside the filters: they are shown where none but the period is set. */
  function papers(fits) {
    const last = own.FACETS.length - 1, spans = state.chosen[last];
    if (!fits.words.length || state.chosen.slice(0, last).some(one => one.size)) { return []; }
    return store.documents.filter((one, place) => {
      const shard = store.spans.get(one.span);
      const inside = spans.size ? spans.has(one.span) : state.all || !shard || shard.first;
      return fits.papers[place] && inside;
    });
  }

  // ---- order -------------------------------------------------------------------------------------------------

  function inOrder(a, b) {
    return a.plan.place - b.plan.place || a.plan.tasks.get(a.task) - b.plan.tasks.get(b.task) ||
      a.position - b.position || newest(a, b);
  }

  function newest(a, b) {
    return place(a.values[5]) - place(b.values[5]);
  }

  /** The first of a row's values, those without last; values are numbered in order, periods the newest first. */
  function place(values) {
    return values.length ? values[0] : Infinity;
  }

  function compare(a, b) { return a === b ? 0 : a < b ? -1 : 1; }

  const unitOrder = new Map();
  const ORDERS = {
    number: inOrder,
    unit: (a, b) => compare(unitPlace(a), unitPlace(b)) || inOrder(a, b),
    status: (a, b) => compare(statusPlace(a), statusPlace(b)) || inOrder(a, b),
    period: (a, b) => compare(place(a.values[5]), place(b.values[5])) || inOrder(a, b),
  };

  function unitPlace(row) {
    if (!unitOrder.size) { store.index.units.forEach((unit, number) => { unitOrder.set(unit[0], number); }); }
    return row.units.length ? unitOrder.get(row.units[0]) : Infinity;
  }

  function statusPlace(row) {
    const known = row.plan.statuses.get(row.standing);
    return known ? (known.lagging ? -1000 : 0) + known.order : Infinity;
  }

  /** Put rows in order; after a query the tasks that fit best come first, the rows of a task together. */
  function sort(result) {
    const rows = store.rows, order = ORDERS[state.sort];
    result.grouped = !order && state.q !== "" && !result.near;
    if (result.near) { return; }
    const by = (a, b) => (order || inOrder)(rows[a], rows[b]);
    result.rows.sort(by);
    if (!result.grouped) { return; }
    const best = new Map();
    result.rows.forEach(one => {
      best.set(rows[one].page, Math.max(best.get(rows[one].page) || 0, result.ranks[one]));
    });
    result.rows.sort((a, b) => best.get(rows[b].page) - best.get(rows[a].page) || by(a, b));
  }

  // ---- showing -----------------------------------------------------------------------------------------------

  function clear(node) { while (node.firstChild) { node.removeChild(node.firstChild); } }

  function fill(node, children) {
    clear(node);
    children.forEach(child => {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
  }

  function show() {
    const result = find(), pages = Math.max(1, Math.ceil(result.rows.length / PAGE));
    state.page = Math.min(state.page, pages);
    showScope();
    showCount(result);
    showChosen();
    showFacets(result.counts);
    showRows(result);
    showPages(pages);
    showPapers(result);
  }

  function tasksIn(result) {
    return new Set(result.rows.map(one => store.rows[one].page)).size;
  }

  function showCount(result) {
    const left = waiting(), many = result.rows.length, sentence = [];
    if (left.length) { sentence.push("正在读入，还有" + left.length + "个文件。"); }
    if (failed.length) { sentence.push("读不到文件：" + failed.join("、") + "。"); }
    if (!left.length || many) { sentence.push(countSentence(result, many)); }
    byId("count").textContent = sentence.join("");
  }

  function countSentence(result, many) {
    const query = state.q.trim(), papers = result.papers.length ? "，另有文件、指标和报道" + result.papers.length + "条" : "";
    const when = state.all || state.chosen[5].size || byId("scope").hidden ? "" : "（最近一期）";
    if (result.near) { return "没有与“" + query + "”完全一致的内容，以下" + many + "项相近。"; }
    if (!many && result.outside) { return "筛选条件之内没有" + when + "；去掉全部条件有" + result.outside + "项分工" + papers + "。"; }
    if (!many && query) { return "没有找到“" + query + "”" + when + papers + "。可以少写几个字" + (when ? "，或者查全部期次" : "") + "。"; }
    if (!many) { return "没有分工" + when + "。"; }
    const what = tasksIn(result) + "项任务、" + many + "项分工";
    return query ? "“" + query + "”：" + what + when + papers + "。" : "共" + what + when + "。";
  }

  function nameOf(facet, value) {
    const known = {plan: store.plans, unit: store.units, person: store.persons, period: store.spans}[facet];
    const one = known && known.get(value);
    if (!one) { return value; }
    if (facet === "plan") { return one.data.title; }
    if (facet === "period") { return one.label; }
    return facet === "person" && one.unit ? one.name + "（" + one.unit + "）" : one.name;
  }

  function showChosen() {
    const items = [];
    own.FACETS.forEach((facet, place) => {
      state.chosen[place].forEach(value => {
        const button = element("button", {type: "button", "class": "chosen"}, [
          TITLES[facet] + "：" + nameOf(facet, value), element("span", {"aria-hidden": "true"}, [" ×"]),
          element("span", {"class": "unseen"}, ["，去掉这个条件"])]);
        button.onclick = () => { choose(place, value, false); byId("q").focus(); };
        items.push(element("li", {}, [button]));
      });
    });
    if (items.length > 1) {
      const none = element("button", {type: "button", "class": "chosen"}, ["去掉全部条件"]);
      none.onclick = () => {
        state.chosen.forEach(one => { one.clear(); });
        changed();
        byId("q").focus();
      };
      items.push(element("li", {}, [none]));
    }
    fill(byId("chosen"), items);
  }

  function showScope() {
    const rest = store.index.shards.filter(one => !store.loaded.has(one.path));
    const bytes = rest.reduce((sum, one) => sum + one.bytes, 0);
    const past = store.index.shards.filter(one => one.span).length > 1;
    byId("scope").hidden = !past;
    byId("all").checked = state.all;
    byId("cost").textContent = rest.length ? "还要读入" + rest.length + "期，约" + size(bytes) : "";
  }

  // Facets: a box once made stays where it is, so that the keyboard does not lose its place; only counts change.

  function makeFacets() {
    own.FACETS.forEach((facet, place) => {
      const list = element("ul", {}), more = element("button", {type: "button", "class": "more-values", "aria-expanded": "false"});
      more.onclick = () => {
        if (wide.has(place)) { wide.delete(place); } else { wide.add(place); }
        show();
      };
      const set = element("fieldset", {id: "facet-" + facet}, [element("legend", {}, [TITLES[facet]]), list, more]);
      byId("facets").appendChild(set);
      boxes.push({set, list, more, items: []});
    });
  }

  function makeValue(facet, number, value) {
    const name = own.FACETS[facet], id = "f-" + name + "-" + number;
    const box = element("input", {type: "checkbox", id, name, value});
    const count = element("span", {"class": "count"});
    box.onchange = () => { choose(facet, value, box.checked); };
    const item = element("li", {}, [box, element("label", {"for": id}, [nameOf(name, value), count])]);
    return {item, box, count, number, value};
  }

  function orderOf(facet, counts) {
    const units = own.FACETS[facet] === "unit" || own.FACETS[facet] === "person";
    return (a, b) => units ? counts[b.number] - counts[a.number] || a.number - b.number : statusFirst(facet, a, b);
  }

  /** Statuses in their declared order; everything else as it was numbered. */
  function statusFirst(facet, a, b) {
    const declared = one => {
      let least = Infinity;
      store.plans.forEach(plan => {
        const known = plan.statuses.get(one.value);
        if (known) { least = Math.min(least, known.order); }
      });
      return least;
    };
    return own.FACETS[facet] === "status" ? compare(declared(a), declared(b)) : a.number - b.number;
  }

  function showFacets(counts) {
    boxes.forEach((box, facet) => {
      const made = [];
      while (box.items.length + made.length < store.names[facet].length) {
        const number = box.items.length + made.length;
        made.push(makeValue(facet, number, store.names[facet][number]));
      }
      made.sort(orderOf(facet, counts[facet])).forEach(one => {
        box.list.appendChild(one.item);
        box.items.push(one);
      });
      showValues(box, facet, counts[facet]);
    });
  }

  function showValues(box, facet, counts) {
    let shown = 0, over = 0;
    box.items.forEach(one => {
      const unread = facet === 5 && !store.loaded.has(store.spans.has(one.value) ? store.spans.get(one.value).path : "");
      one.box.checked = state.chosen[facet].has(one.value);
      one.count.textContent = unread ? "未读入" : String(counts[one.number] || 0);
      const useful = counts[one.number] > 0 || unread || one.box.checked || one.box === document.activeElement;
      const fits = useful && (shown < FEW || wide.has(facet) || one.box.checked || one.box === document.activeElement);
      one.item.hidden = !fits;
      shown += fits ? 1 : 0;
      over += useful && !fits ? 1 : 0;
    });
    box.set.hidden = !shown || (box.items.length < 2 && !state.chosen[facet].size);
    box.more.hidden = !over && !wide.has(facet);
    box.more.textContent = wide.has(facet) ? "收起" : "另有" + over + "个";
    box.more.setAttribute("aria-expanded", String(wide.has(facet)));
  }

  function showRows(result) {
    const from = (state.page - 1) * PAGE, rows = result.rows.slice(from, from + PAGE);
    const options = {words: result.words, several: store.plans.size > 1};
    const table = byId("found"), many = new Map();
    result.rows.forEach(one => { const page = store.rows[one].page; many.set(page, (many.get(page) || 0) + 1); });
    Array.from(table.tBodies).forEach(body => { table.removeChild(body); });
    let body = null, page = null;
    rows.forEach(one => {
      const row = store.rows[one], grouped = result.grouped && many.get(row.page) > 1;
      if (!body || (result.grouped && row.page !== page)) {
        body = table.appendChild(element("tbody"));
        if (grouped) { body.appendChild(own.heading(row, many.get(row.page), options, COLUMNS)); }
      }
      page = row.page;
      body.appendChild(own.drawn(store, row, Object.assign({grouped}, options)));
    });
    table.hidden = !rows.length;
    byId("caption").textContent = caption(result, from, rows.length);
    Array.from(table.tHead.rows[0].cells).forEach(head => {
      const sorted = state.sort && head.dataset.sort === state.sort;
      if (sorted) { head.setAttribute("aria-sort", "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
  }

  function caption(result, from, count) {
    const part = result.rows.length > PAGE ? "，第" + (from + 1) + "至" + (from + count) + "项" : "";
    return (result.near ? "相近的分工" : "分工") + "，共" + result.rows.length + "项" + part;
  }

  function showPages(pages) {
    const buttons = [];
    function button(to, text) {
      const made = element("button", {type: "button"}, [text]);
      made.onclick = () => { state.page = to; writeAddress(false); show(); byId("results").focus(); };
      buttons.push(made);
    }
    if (state.page > 1) { button(state.page - 1, "上一页"); }
    if (pages > 1) { buttons.push(element("span", {}, ["第" + state.page + "页，共" + pages + "页"])); }
    if (state.page < pages) { button(state.page + 1, "下一页"); }
    fill(byId("pages"), buttons);
    byId("pages").hidden = pages < 2;
  }

  function showPapers(result) {
    const list = result.papers.slice(0, wide.has("papers") ? Infinity : PAPERS);
    fill(byId("papers"), list.map(one => own.paper(store, one, result.words)));
    byId("papers-part").hidden = !result.papers.length;
    byId("papers-head").textContent = "文件、指标和报道，" + result.papers.length + "条";
    byId("papers-more").hidden = list.length === result.papers.length;
    byId("papers-more").textContent = "显示全部" + result.papers.length + "条";
  }

  // ---- what the reader does ----------------------------------------------------------------------------------

  function changed(keep) {
    state.page = 1;
    writeAddress(keep);
    load();
    show();
  }

  function choose(facet, value, on) {
    if (on) { state.chosen[facet].add(value); } else { state.chosen[facet].delete(value); }
    changed();
  }

  function listen() {
    let timer = 0;
    byId("q").addEventListener("input", event => {
      clearTimeout(timer);
      if (event.isComposing) { return; }       // half a Chinese word is no query yet
      timer = setTimeout(() => { state.q = byId("q").value; changed(true); }, 120);
    });
    byId("q").addEventListener("compositionend", () => { state.q = byId("q").value; changed(true); });
    byId("search").addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(timer);
      state.q = byId("q").value;
      changed();
    });
    byId("sort").addEventListener("change", () => { state.sort = byId("sort").value; changed(); });
    byId("all").addEventListener("change", () => { state.all = byId("all").checked; changed(); });
    byId("papers-more").addEventListener("click", () => { wide.add("papers"); show(); byId("papers").querySelectorAll("a")[PAPERS].focus(); });
    window.addEventListener("popstate", arrive);
  }

  /** Take over what the address says. */
  function arrive() {
    state = readAddress();
    byId("q").value = state.q;
    byId("sort").value = state.sort;
    load();
    show();
  }

  function take(one) {
    if (one.kind === "index" && !store) {
      store = new own.Store(one);
      makeFacets();
      byId("plain").hidden = true;
      byId("live").hidden = false;
      byId("filters").open = window.innerWidth > 760;
      listen();
      arrive();
      byId("q").focus();
    } else if (one.kind === "shard") {
      store.add(one);
      if (!waiting().length || state.all === false) { show(); } else { showCount(find()); }
    }
  }

  // The index and the shards are scripts that push onto one list, whichever of us comes first.
  const before = self.tongbao || [];
  self.tongbao = {push: take};
  before.forEach(take);
})(self.TongbaoSearch = self.TongbaoSearch || {});
