/** Objects against the schemas of their kinds: what is known of a kind is read from a small file of its own. */
package espalier.schema;
