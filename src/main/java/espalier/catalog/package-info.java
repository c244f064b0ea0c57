/** What is known of each kind of object: how it refers to others, how long it takes, what must not be pruned. */
package espalier.catalog;
