import { conditions } from "./conditions.js";
import { drafts } from "./drafts.js";
import { forms } from "./forms.js";
import { suggest } from "./suggest.js";
import { windows } from "./windows.js";

conditions();
forms();
drafts();
windows();
suggest();
