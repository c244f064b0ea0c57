/** JSON for other programs to read, written without a library. */
package espalier.json;
