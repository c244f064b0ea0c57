package espalier.difference;

/** The longest common subsequence of two lists. */
final class CommonSequence {
    private static final int[][] TOO_LONG = {};

    private CommonSequence() {}

    /** Whether an element of one list is the same as an element of the other. */
    interface Matching {
        boolean isSame(int before, int after);
    }

    /** How long it is from each pair of positions on; empty where a list is longer than {@code most}. */
    static int[][] lengths(int before, int after, int most, Matching matching) {
        if (before > most || after > most) {
            return TOO_LONG;
        }
        var lengths = new int[before + 1][after + 1];
        for (int i = before - 1; i >= 0; i--) {
            for (int j = after - 1; j >= 0; j--) {
                lengths[i][j] = matching.isSame(i, j)
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }
}
