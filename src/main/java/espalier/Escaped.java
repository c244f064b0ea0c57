package espalier;

/** Words for an exception that code of the user's let out; the compiler's own exceptions say already what was tried. */
final class Escaped {
    private static final String OWN = "Tried to ";

    private Escaped() {}

    /** A sentence: what was {@code tried}, and what {@code thrower} threw. */
    static String describe(String tried, String thrower, Throwable thrown) {
        Throwable cause = cause(thrown);
        String said = cause.getMessage();
        if (said != null && said.startsWith(OWN)) {
            return said;
        }
        var text = new StringBuilder(OWN)
                .append(tried)
                .append(", but ")
                .append(thrower)
                .append(" threw ");
        append(text, cause);
        for (Throwable at = cause.getCause(); at != null && at != at.getCause(); at = at.getCause()) {
            append(text.append(", caused by "), at);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        text.append(type.isEmpty() ? thrown.getClass().getName() : type);
        String said = thrown.getMessage();
        // An exception made of another one repeats it.
        boolean repeats =
                thrown.getCause() != null && thrown.getCause().toString().equals(said);
        if (said != null && !repeats) {
            text.append(": ").append(said);
        }
    }

    /** What went wrong, where the JVM only says that a class could not be loaded because of it. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof ExceptionInInitializerError && cause != null ? cause : thrown;
    }
}
