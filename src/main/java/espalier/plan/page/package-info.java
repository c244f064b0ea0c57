/** A plan as a page: one file for a browser, which asks no network for anything. */
package espalier.plan.page;
