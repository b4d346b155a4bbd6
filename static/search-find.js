/*
 * Finding: what a state of the page (query, filters, order) gives of a Store. In: the Store. Out: rows in order,
 * counts of every filter, documents. Touches no page.
 */
(own => {
  "use strict";

  const NEAR = 20, RANKS = 4, PERIOD = own.FACETS.length - 1;

  // ---- order -------------------------------------------------------------------------------------------------

  function compare(a, b) { return a === b ? 0 : a < b ? -1 : 1; }

  /** The first of a row's values, those without last; values are numbered in order, periods the newest first. */
  function first(values) {
    return values.length ? values[0] : Infinity;
  }

  function newest(a, b) {
    return compare(first(a.values[PERIOD]), first(b.values[PERIOD]));
  }

  function usual(a, b) {
    return a.plan.place - b.plan.place || a.task - b.task || a.position - b.position || newest(a, b);
  }

  function statusPlace(row) {
    const known = row.plan.statuses.get(row.standing);
    return known ? (known.lagging ? -1000 : 0) + known.order : Infinity;
  }

  function comparisons(store) {
    const units = new Map(store.index.units.map((unit, place) => [unit[0], place]));
    const unitPlace = row => row.units.length ? units.get(row.units[0]) : Infinity;
    return {
      number: usual,
      unit: (a, b) => compare(unitPlace(a), unitPlace(b)) || usual(a, b),
      status: (a, b) => compare(statusPlace(a), statusPlace(b)) || usual(a, b),
      period: (a, b) => newest(a, b) || usual(a, b),
    };
  }

  /** Rows in the usual order with the tasks that fit best first: the rows of a task stay together. */
  function bestFirst(store, rows, ranks) {
    const best = new Uint8Array(store.groups.size), ranked = [];
    rows.forEach(one => {
      const group = store.groupOf[one];
      best[group] = Math.max(best[group], ranks[one]);
    });
    for (let rank = 0; rank <= RANKS; rank++) { ranked.push([]); }
    rows.forEach(one => { ranked[RANKS - best[store.groupOf[one]]].push(one); });
    return [].concat(...ranked);
  }

  // ---- finding -----------------------------------------------------------------------------------------------

  class Finder {
    constructor(store) {
      this.store = store;
      this.comparisons = comparisons(store);
      this.fitted = null;
    }

    /** What fits the query, kept until the query or what is loaded changes. */
    fit(query) {
      const store = this.store, words = own.words(query), key = store.version + "\n" + words.join("\n");
      if (!this.fitted || this.fitted.key !== key) {
        this.fitted = {key, words, rows: store.fit(words, false),
                       papers: words.length ? store.fit(words, true) : new Uint8Array(0)};
      }
      return this.fitted;
    }

    /** What there is; ``missing`` says that nothing fits, inside the filters or outside: see ``nearest``. */
    find(state) {
      const store = this.store, fits = this.fit(state.q);
      const sort = this.comparisons[state.sort] ? state.sort : "";
      const order = store.inOrder(sort || "number", this.comparisons[sort || "number"]);
      const numbers = this.numbers(state), found = store.filter(order, fits.rows, numbers, state.all);
      const result = {words: fits.words, rows: found.found, counts: found.counts, near: false, missing: false, outside: 0, grouped: false, order};
      if (!found.found.length && fits.words.length) {
        const none = numbers.map(() => new Set());
        result.outside = store.filter(order, fits.rows, none, state.all).found.length;
        result.missing = !result.outside;
      } else if (!sort && fits.words.length) {
        result.grouped = true;
        result.rows = bestFirst(store, found.found, fits.rows);
      }
      result.papers = this.papers(fits, state);
      return Object.assign(result, this.tasks(result.rows));
    }

    numbers(state) {
      return state.chosen.map((values, facet) => new Set(Array.from(values, value => this.store.number(facet, value))));
    }

    /**
     * Where nothing fits: the rows that share most pairs of characters with the query, half of them at least, put into
     * the result. Looking for them takes longer than finding, so it pauses again and again for the page to answer.
     */
    *nearest(state, result) {
      const store = this.store, near = yield* store.nearness(result.words), numbers = this.numbers(state), rows = [];
      const enough = near.shared.map(count => count >= near.least ? 1 : 0);
      const found = store.filter(result.order, enough, numbers, state.all).found;
      for (let count = near.pairs.length; count >= near.least && rows.length < NEAR; count--) {
        rows.push(...found.filter(one => near.shared[one] === count).slice(0, NEAR - rows.length));
      }
      result.missing = false;
      if (rows.length) {
        const shown = new Uint8Array(enough.length);
        rows.forEach(one => { shown[one] = 1; });
        result.counts = store.filter(result.order, shown, numbers, state.all).counts;
        Object.assign(result, {near: true, words: near.pairs, rows}, this.tasks(rows));
      }
    }

    /** Documents stand outside the filters: they are shown where none but the period is set. */
    papers(fits, state) {
      const store = this.store, spans = state.chosen[PERIOD];
      if (!fits.words.length || state.chosen.slice(0, PERIOD).some(one => one.size)) { return []; }
      return store.documents.filter((one, place) => {
        if (!fits.papers[place]) { return false; }
        const shard = store.spans.get(one.span);
        return spans.size ? spans.has(one.span) : state.all || !shard || Boolean(shard.first);
      });
    }

    /** How many rows each task has, by its number, and how many tasks there are. */
    tasks(rows) {
      const many = new Int32Array(this.store.groups.size);
      let tasks = 0;
      rows.forEach(one => {
        if (!many[this.store.groupOf[one]]++) { tasks++; }
      });
      return {many, tasks};
    }
  }

  Object.assign(own, {Finder});
})(self.TongbaoSearch = self.TongbaoSearch || {});
