/** How it is told what was found, what was not checked, and what a rule means: for people, and for other programs. */
package espalier.verdict;
