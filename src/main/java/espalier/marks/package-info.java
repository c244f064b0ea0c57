/** What is written on objects for those who look at the cluster. */
package espalier.marks;
