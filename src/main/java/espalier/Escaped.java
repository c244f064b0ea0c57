package espalier;

import org.jspecify.annotations.Nullable;

/** Words for an exception that code of the user's let out; the compiler's own exceptions say already what was tried. */
final class Escaped {
    private static final String OWN = "Tried to ";
    private static final String JSII = "software.amazon.jsii.";
    private static final String BECAUSE = "because \"";

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

    /**
     * What to say where a construct of the cluster, which is a {@code type}, met null for something that it needs: a handle from a
     * field, mostly, which is null until the line that sets it has run. Null for any other exception.
     */
    static @Nullable String needed(Throwable thrown, Class<?> type) {
        Throwable cause = cause(thrown);
        String made = cause instanceof NullPointerException ? made(cause.getStackTrace(), type) : null;
        if (made == null) {
            return null;
        }
        String said = String.valueOf(cause.getMessage());
        int because = said.indexOf(BECAUSE);
        int end = said.indexOf('"', because + BECAUSE.length());
        String name = because < 0 || end < 0 ? "" : said.substring(because + BECAUSE.length(), end);
        if (name.isEmpty() || name.indexOf('.') >= 0 || name.indexOf('(') >= 0) {
            return null; // no parameter: something of the construct's own
        }
        boolean isKnown = name.charAt(0) != '<'; // else it was compiled without the names
        return OWN + "make a " + made + ", but something that it needs is null" + (isKnown ? ": " + name : "");
    }

    /** The class whose constructor was called where {@code type} or a construct stood, from outside; null where none was. */
    private static @Nullable String made(StackTraceElement[] stack, Class<?> type) {
        for (int i = 1; i < stack.length; i++) {
            if (stack[i].getClassName().equals(type.getName())) {
                boolean isMaking = stack[i - 1].getMethodName().equals("<init>");
                String name = stack[i - 1].getClassName();
                return isMaking ? name.substring(name.lastIndexOf('.') + 1) : null;
            }
        }
        return null;
    }

    private static void append(StringBuilder text, Throwable thrown) {
        if (isOfJavaScript(thrown)) {
            text.append(saidByJavaScript(String.valueOf(thrown.getMessage())));
            return;
        }
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

    /** Whether {@code thrown} brings what JavaScript threw, which jsii does in exceptions of its own and of Java's. */
    private static boolean isOfJavaScript(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown.getClass().getName().startsWith(JSII)
                || thrown.getClass() == RuntimeException.class
                        && stack.length > 0
                        && stack[0].getClassName().startsWith(JSII);
    }

    /** Of a message with all the lines of JavaScript that were passed, and sometimes of another process, the one that says what is wrong. */
    private static String saidByJavaScript(String message) {
        for (String line : message.split("\n", -1)) {
            int error = line.indexOf("Error: ");
            if (error >= 0 && line.indexOf(' ') >= error) {
                return line;
            }
        }
        return message.split("\n", -1)[0];
    }

    /** What went wrong, where the JVM only says that a class could not be loaded because of it. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof ExceptionInInitializerError && cause != null ? cause : thrown;
    }
}
