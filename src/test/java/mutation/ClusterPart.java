package mutation;

import java.util.List;
import java.util.Optional;

/**
 * What {@code docs/quality.md} says of one cluster.
 *
 * @param rows of the first table
 * @param sample its row of the second one
 * @param misses with their heading
 */
record ClusterPart(String cluster, String rows, String sample, String misses) {
    private static final String CODE = "\n## Broken code\n";

    static String heading(String cluster) {
        return "### Misses in " + cluster;
    }

    /** The part that {@code page} has of {@code cluster}; empty where it has none. */
    static Optional<ClusterPart> in(String page, String cluster) {
        String misses = misses(page, cluster);
        List<String> rows = page.lines()
                .filter(line -> line.startsWith("| " + cluster + " | "))
                .toList();
        if (misses.isEmpty() || rows.isEmpty()) {
            return Optional.empty();
        }
        String sample = rows.get(rows.size() - 1) + "\n";
        String others = String.join("\n", rows.subList(0, rows.size() - 1)) + "\n";
        return Optional.of(new ClusterPart(cluster, others, sample, misses));
    }

    private static String misses(String page, String cluster) {
        int start = page.indexOf("\n" + heading(cluster) + "\n");
        if (start < 0) {
            return "";
        }
        int next = page.indexOf("\n### ", start + 1);
        int end = page.indexOf(CODE, start);
        int until = next < 0 ? end : end < 0 ? next : Math.min(next, end);
        return until < 0 ? page.substring(start) : page.substring(start, until);
    }

    /** The chapter of {@code page} about broken code. */
    static String code(String page) {
        int start = page.indexOf(CODE);
        return start < 0 ? "" : page.substring(start);
    }
}
