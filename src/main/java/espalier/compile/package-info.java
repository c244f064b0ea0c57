/** The program on one screen: every step from a cluster class to files, in order. */
package espalier.compile;
