/** Selectors that match nothing: of policies, monitors, budgets and gateways. Those of Services stand with their ports. */
package espalier.check.selectors;
