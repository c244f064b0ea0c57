package espalier.output;

/**
 * Something on the way to a file that synth neither follows nor removes.
 *
 * @param path what is in the way, relative to the output directory
 * @param what what it is, in words
 * @param change what it is in the way of
 */
public record Obstacle(String path, String what, Change change) {}
