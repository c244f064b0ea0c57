/** What git knows; the only package that loads JGit. */
package espalier.git;
