/** Hosts and ports in texts: URLs and the settings of programs, which no field of Kubernetes's own names. */
package espalier.check.hosts;
