/** What people read: changes field by field, the tree, the page of a cluster. */
package espalier.report;
