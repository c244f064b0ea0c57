/** What is looked for in a cluster: for each rule its id, its severity, why it matters and the way out. */
package espalier.rules;
