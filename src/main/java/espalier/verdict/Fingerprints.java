package espalier.verdict;

import espalier.Finding;
import espalier.annotation.Hashes;

/**
 * Names for findings by which one run's are recognised in the next: they stay when lines move, when what could have been meant
 * changes, or when a further reader of the same missing thing appears.
 */
final class Fingerprints {
    private final Hashes names = new Hashes();

    /** The name of {@code finding}; equal findings are numbered in their order. */
    String of(Finding finding) {
        String cause = finding.cause();
        String cluster = finding.path();
        int slash = cluster.indexOf('/');
        String what = cause == null
                ? finding.path() + "\n" + tried(finding.message())
                : (slash < 0 ? cluster : cluster.substring(0, slash)) + "\n" + cause;
        return names.of(finding.rule() + "\n" + what);
    }

    /** The half of a message before what was found instead, without numbers of lines. */
    private static String tried(String message) {
        int but = message.indexOf(", but ");
        String half = but < 0 ? message : message.substring(0, but);
        return half.replaceAll("(\\.[a-z]+):\\d+", "$1");
    }
}
