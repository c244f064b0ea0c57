/** What is said at a line of source, in the forms of which forges make annotations. */
package espalier.annotation;
