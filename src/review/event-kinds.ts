/** Kinds of events; an event is `subject << 3 | kind`. */
export const REVIEW_END = 0; // subject: review
export const RETURN = 1; // subject: part
export const GATE_END = 2; // subject: part
export const PATIENCE_END = 3; // subject: change
export const GIVING_UP = 4; // subject: part
export const SHARED_END = 5; // subject: person
