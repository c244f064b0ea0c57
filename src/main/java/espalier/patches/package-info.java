/** Patches as YAML files, for people who know no Java. */
package espalier.patches;
