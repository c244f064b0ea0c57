package espalier.verdict;

import espalier.Origin;

/** Where in the repository a line stands: a line of Java is known by its package's folder only. */
public interface Sources {
    /** The file of {@code line} as a path from the root of the repository, with slashes. */
    String file(Origin.Line line);
}
