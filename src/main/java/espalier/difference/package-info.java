/** How two states of a cluster's objects differ, field by field and without a secret's value, wherever they were read. */
package espalier.difference;
