// Runs on every page: theme, copy buttons, tabs, the current part in the sidebar, search.
import { copyButtons } from "./copy.js";
import { followReader } from "./sidebar.js";
import { searchDialog } from "./search-dialog.js";
import { makeTabs } from "./tabs.js";
import { themeSwitch } from "./theme.js";

themeSwitch();
makeTabs();
copyButtons();
followReader();
searchDialog();
