/** A plan in words: for a terminal, for a comment, and for programs. */
package espalier.plan.telling;
