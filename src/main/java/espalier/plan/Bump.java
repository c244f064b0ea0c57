package espalier.plan;

import java.util.List;

/**
 * Another version of something that runs.
 *
 * @param sort {@code image}, {@code chart} or {@code source}
 * @param what the image's repository or the chart's name
 * @param from the version before
 * @param to the version now
 * @param step how far that is: patch, minor, major, back, unknown
 * @param runs who runs it
 */
public record Bump(String sort, String what, String from, String to, String step, List<String> runs) {}
