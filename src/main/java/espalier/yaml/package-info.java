/** Reading and writing YAML. */
package espalier.yaml;
