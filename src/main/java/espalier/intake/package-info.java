/** From definitions of kinds, as their makers publish them, to the compact indexes that synth reads. */
package espalier.intake;
