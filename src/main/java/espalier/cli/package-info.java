/** The commands, one to a file: data on standard output, status on standard error. */
package espalier.cli;
