package espalier.catalog;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a kind.
 *
 * @param clusterScoped whether its objects stand in no namespace
 * @param precious whether losing one loses data or everything that hangs on it, so that Flux must not prune it unasked
 * @param readyWithin how long one may take to become ready when all it needs is there
 * @param references the fields that name other objects
 */
public record Kind(boolean clusterScoped, boolean precious, Duration readyWithin, List<ReferenceField> references) {}
