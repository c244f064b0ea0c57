/** Objects as ordered trees: what constructs write, patches change and the YAML writer reads. */
package espalier.tree;
