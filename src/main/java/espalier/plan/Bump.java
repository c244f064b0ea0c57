package espalier.plan;

import java.util.List;

/**
 * Another version of something that runs.
 *
 * @param sort {@code image}, {@code chart} or {@code source}
 * @param what the image's repository or the chart's name
 * @param from the version before; empty where nothing of it ran
 * @param to the version now; empty where nothing of it runs any more
 * @param step how far that is: patch, minor, major, back, unknown; new or gone where there is only one
 * @param runs who runs it
 */
public record Bump(String sort, String what, String from, String to, String step, List<String> runs) {}
