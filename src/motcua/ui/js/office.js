import "./public.js";
import { lists } from "./list.js";
import { palette } from "./palette.js";

lists();
palette();
