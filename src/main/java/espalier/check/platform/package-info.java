/** Contradictions between a cluster's objects and what it runs on: versions, machines, networks, what the distribution brings. */
package espalier.check.platform;
