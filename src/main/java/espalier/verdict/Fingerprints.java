package espalier.verdict;

import espalier.Finding;
import java.util.HashMap;
import java.util.Map;

/**
 * Names for findings by which one run's are recognised in the next: they stay when lines move, when what could have been meant
 * changes, or when a further reader of the same missing thing appears.
 */
final class Fingerprints {
    private final Map<String, Integer> given = new HashMap<>();

    /** The name of {@code finding}; equal findings are numbered in their order. */
    String of(Finding finding) {
        String cause = finding.cause();
        String cluster = finding.path();
        int slash = cluster.indexOf('/');
        String what = cause == null
                ? finding.path() + "\n" + tried(finding.message())
                : (slash < 0 ? cluster : cluster.substring(0, slash)) + "\n" + cause;
        String name = hash(finding.rule() + "\n" + what);
        return name + ":" + given.merge(name, 1, Integer::sum);
    }

    /** The half of a message before what was found instead, without numbers of lines. */
    private static String tried(String message) {
        int but = message.indexOf(", but ");
        String half = but < 0 ? message : message.substring(0, but);
        return half.replaceAll("(\\.[a-z]+):\\d+", "$1");
    }

    /** FNV-1a with 64 bits. */
    private static String hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
