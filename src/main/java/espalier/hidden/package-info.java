/** What nobody may see. */
package espalier.hidden;
