package espalier.output;

import java.util.List;

/**
 * What a cluster's directory needed, and what was done about it.
 *
 * @param changes what differed; all of it was made, unless anything was refused
 * @param edits uncommitted work that would have been overwritten
 * @param obstacles what would have had to be followed or removed to make the changes
 */
public record Update(List<Change> changes, List<Edit> edits, List<Obstacle> obstacles) {
    /** Whether nothing may be written. */
    public boolean isRefused() {
        return !edits.isEmpty() || !obstacles.isEmpty();
    }
}
