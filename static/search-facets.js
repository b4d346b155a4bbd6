/*
 * The filters: a group of boxes for every facet, each with how many rows it would give. In: a Store, the counts of a
 * result and what is chosen. Out: boxes, and a call for every choice. A box once made stays where it is, so that
 * the keyboard does not lose its place; only counts change.
 */
(own => {
  "use strict";

  const FEW = 8;
  const TITLES = {plan: "任务清单", unit: "单位", status: "完成情况", person: "责任人", section: "所在部分", period: "期次"};
  const element = own.element;

  /** What a value of a facet is called. */
  function nameOf(store, facet, value) {
    const known = {plan: store.plans, unit: store.units, person: store.persons, period: store.spans}[facet];
    const one = known && known.get(value);
    if (!one) { return value; }
    if (facet === "plan") { return one.data.title; }
    if (facet === "period") { return one.label; }
    const beside = [store.districts.size > 1 ? one.district : "", facet === "person" ? one.unit : ""].join("");
    return beside ? one.name + "（" + beside + "）" : one.name;
  }

  function isUnread(store, facet, value) {
    return facet === "period" && store.spans.has(value) && !store.loaded.has(store.spans.get(value).path);
  }

  class Facets {
    /** ``choose`` is called with the number of a facet, a value, and whether it is wanted. */
    constructor(store, holder, choose) {
      this.store = store;
      this.choose = choose;
      this.groups = own.FACETS.map((name, facet) => this.group(name, facet, holder));
    }

    group(name, facet, holder) {
      const list = element("ul", {}), more = element("button", {type: "button", "class": "more-values", "aria-expanded": "false"});
      const set = element("fieldset", {id: "facet-" + name}, [element("legend", {}, [TITLES[name]]), list, more]);
      const made = {name, facet, set, list, more, items: [], wide: false, counts: [], chosen: new Set()};
      more.onclick = () => {
        made.wide = !made.wide;
        this.values(made);
      };
      holder.appendChild(set);
      return made;
    }

    item(group, number) {
      const name = group.name, value = this.store.names[group.facet][number], id = "f-" + name + "-" + number;
      const box = element("input", {type: "checkbox", id, name, value}), count = element("span", {"class": "count"});
      box.onchange = () => { this.choose(group.facet, value, box.checked); };
      const item = element("li", {}, [box, element("label", {"for": id}, [nameOf(this.store, name, value), count])]);
      return {item, box, count, number, value, said: "", fits: true};
    }

    /** Statuses stand in their declared order, units and persons with the most rows first, others as numbered. */
    inOrder(group, made) {
      const declared = new Map();
      this.store.plans.forEach(plan => plan.statuses.forEach((one, word) => {
        declared.set(word, Math.min(one.order, declared.has(word) ? declared.get(word) : Infinity));
      }));
      const weights = {
        unit: one => -group.counts[one.number], person: one => -group.counts[one.number],
        status: one => declared.has(one.value) ? declared.get(one.value) : Infinity,
      }[group.name] || (one => one.number);
      return made.map(one => [weights(one), one]).sort((a, b) => a[0] === b[0] ? a[1].number - b[1].number : a[0] - b[0])
        .map(pair => pair[1]);
    }

    show(counts, chosen) {
      this.groups.forEach((group, facet) => {
        const made = [];
        group.counts = counts[facet];
        group.chosen = chosen[facet];
        for (let number = group.items.length; number < this.store.names[facet].length; number++) {
          made.push(this.item(group, number));
        }
        this.inOrder(group, made).forEach(one => {
          group.list.appendChild(one.item);
          group.items.push(one);
        });
        this.values(group);
      });
    }

    values(group) {
      let shown = 0, over = 0;
      const focused = document.activeElement;
      group.items.forEach(one => {
        const unread = isUnread(this.store, group.name, one.value), count = group.counts[one.number] || 0;
        const kept = group.chosen.has(one.value) || one.box === focused;
        const useful = count > 0 || unread || kept, fits = useful && (shown < FEW || group.wide || kept);
        const chosen = group.chosen.has(one.value), said = unread ? "未读入" : String(count);
        if (one.box.checked !== chosen) { one.box.checked = chosen; }
        if (fits && one.said !== said) { one.count.textContent = one.said = said; }      // boxes are many, few are seen
        if (one.fits !== fits) { one.item.hidden = !(one.fits = fits); }
        shown += fits ? 1 : 0;
        over += useful && !fits ? 1 : 0;
      });
      group.set.hidden = !shown || (group.items.length < 2 && !group.chosen.size);
      group.more.hidden = !over && !group.wide;
      group.more.textContent = group.wide ? "收起" : "另有" + over + "个";
      group.more.setAttribute("aria-expanded", String(group.wide));
    }

    /** Whether there is anything to choose. */
    get any() {
      return this.groups.some(group => !group.set.hidden);
    }
  }

  Object.assign(own, {Facets, nameOf, TITLES});
})(self.TongbaoSearch = self.TongbaoSearch || {});
