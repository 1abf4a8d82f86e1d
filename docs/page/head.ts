// Runs in the head of every page, before anything is drawn: the reader's theme, or else the system's.
import { remembered, storageKey } from "./theme.js";

const chosen = remembered(storageKey);
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.documentElement.classList.add("js", chosen === "light" || chosen === "dark" ? chosen : system);
