import { elementOf } from "./fragment.js";
import { remember, remembered } from "./theme.js";

/** Of each `.tabs`, shows one section at a time, chosen from a list. Without JavaScript all of them are shown. */
export function makeTabs(): void {
  for (const tabs of document.querySelectorAll<HTMLElement>(".tabs")) makeTab(tabs);
  addEventListener("hashchange", showTarget);
  showTarget();
}

function makeTab(tabs: HTMLElement): void {
  const sections = sectionsOf(tabs);
  const select = document.createElement("select");
  select.ariaLabel = tabs.dataset["label"] ?? "";
  for (const { dataset } of sections) {
    const option = new Option(dataset["name"]);
    const group = dataset["group"];
    if (group === undefined) select.append(option);
    else optionGroup(select, group).append(option);
  }
  const memory = tabs.dataset["remember"];
  select.addEventListener("change", () => {
    show(tabs, sections[select.selectedIndex]);
    if (memory === undefined) return;
    remember(memory, select.value);
    for (const other of document.querySelectorAll<HTMLElement>(`.tabs[data-remember="${memory}"]`)) {
      show(other, named(other, select.value));
    }
  });
  tabs.querySelector(".tabs-head")?.append(select);
  const wanted = memory === undefined ? null : remembered(memory);
  show(tabs, (wanted === null ? undefined : named(tabs, wanted)) ?? sections[0]);
}

function show(tabs: HTMLElement, chosen: HTMLElement | undefined): void {
  if (chosen === undefined) return;
  const sections = sectionsOf(tabs);
  for (const section of sections) section.classList.toggle("unchosen", section !== chosen);
  const select = tabs.querySelector("select");
  if (select !== null) select.selectedIndex = sections.indexOf(chosen);
}

/** A link may lead to a section that is not the chosen one. */
function showTarget(): void {
  const target = elementOf(location.hash);
  const section = target?.closest<HTMLElement>(".tabs > section");
  const tabs = section?.closest<HTMLElement>(".tabs");
  if (!section || !tabs) return;
  show(tabs, section);
  section.scrollIntoView({ block: "nearest" });
}

function sectionsOf(tabs: HTMLElement): HTMLElement[] {
  return [...tabs.querySelectorAll<HTMLElement>(":scope > section")];
}

function named(tabs: HTMLElement, name: string): HTMLElement | undefined {
  return sectionsOf(tabs).find(({ dataset }) => dataset["name"] === name);
}

function optionGroup(select: HTMLSelectElement, label: string): HTMLOptGroupElement {
  const existing = [...select.querySelectorAll("optgroup")].find((group) => group.label === label);
  if (existing !== undefined) return existing;
  const group = document.createElement("optgroup");
  group.label = label;
  select.append(group);
  return group;
}
