import { drafts } from "./drafts.js";
import { forms } from "./forms.js";
import { windows } from "./windows.js";

forms();
drafts();
windows();
