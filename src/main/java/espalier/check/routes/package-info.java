/** Ways in that lead nowhere: routes that their Gateway does not take, hosts that a certificate does not cover. */
package espalier.check.routes;
