package espalier;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of Java that made something: the one in the cluster class, and the innermost one of a construct below it.
 *
 * <p>Taken once per construct and object, not per setting; finding it costs a few microseconds.
 */
public final class Origin {
    /** Where no line of the user's can be named. */
    public static final Origin UNKNOWN = new Origin(null, null);

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final @Nullable Place inner;
    private final @Nullable Place cluster;

    /**
     * A line of a source file.
     *
     * @param file the package's folder and the file, as in {@code clusters/Lab.java}
     * @param number from 1
     */
    public record Line(String file, int number) {
        // Written out, since the first use of what a record has of itself takes 20 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Line line && line.number == number && line.file.equals(file);
        }

        @Override
        public int hashCode() {
            return file.hashCode() * 31 + number;
        }

        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    /** A line, or a frame of the stack of which the line is looked up only when somebody asks: that costs more than the frame. */
    private static final class Place {
        private final StackWalker.@Nullable StackFrame frame;
        private @Nullable Line line;

        Place(StackWalker.@Nullable StackFrame frame, @Nullable Line line) {
            this.frame = frame;
            this.line = line;
        }

        @Nullable
        Line line() {
            if (line == null && frame != null) {
                line = Origin.line(
                        frame.getDeclaringClass().getPackageName(), frame.getFileName(), frame.getLineNumber());
            }
            return line;
        }
    }

    private Origin(@Nullable Place inner, @Nullable Place cluster) {
        this.inner = inner;
        this.cluster = cluster;
    }

    /** Where the caller of the compiler stands right now. */
    public static Origin here() {
        return WALKER.walk(frames -> find(frames, null));
    }

    /** The line {@code number} of a file that is not Java, such as a patch. */
    public static Origin ofFile(String file, int number) {
        var line = new Place(null, new Line(file, number));
        return new Origin(line, line);
    }

    /** This origin with the line {@code number} of {@code file} as its innermost. */
    public Origin inFile(String file, int number) {
        return new Origin(new Place(null, new Line(file, number)), cluster != null ? cluster : inner);
    }

    /** Where {@code thrown} left the user's code. */
    public static Origin of(Throwable thrown, Class<?> clusterClass) {
        Place inner = null;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (isNotTheUsers(frame.getClassName())) {
                continue;
            }
            String type = frame.getClassName();
            String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
            var line = new Place(null, line(packageName, frame.getFileName(), frame.getLineNumber()));
            if (inner == null) {
                inner = line;
            }
            if (type.equals(clusterClass.getName())) {
                return new Origin(inner, line);
            }
        }
        return new Origin(inner, null);
    }

    /** Where {@code construct} is made: its own constructor says nothing that its user does not know. */
    static Origin ofMaking(Scope construct) {
        return WALKER.walk(frames -> find(frames, construct));
    }

    private static Origin find(Stream<StackWalker.StackFrame> frames, @Nullable Scope made) {
        Place inner = null;
        Iterator<StackWalker.StackFrame> each = frames.iterator();
        while (each.hasNext()) {
            StackWalker.StackFrame frame = each.next();
            Class<?> type = frame.getDeclaringClass();
            if (Cluster.class.isAssignableFrom(type) && type != Cluster.class) {
                var place = new Place(frame, null);
                return new Origin(inner == null ? place : inner, place);
            }
            if (inner == null && !isNotTheUsers(type.getName()) && !isOfConstruct(frame, type, made)) {
                inner = new Place(frame, null);
            }
        }
        return inner == null ? UNKNOWN : new Origin(inner, null);
    }

    /** A setting is known by its name, and a construct by its type: who calls them matters. */
    private static boolean isOfConstruct(StackWalker.StackFrame frame, Class<?> type, @Nullable Scope made) {
        return Settings.class.isAssignableFrom(type)
                || made != null
                        && type.isInstance(made)
                        && frame.getMethodName().equals("<init>");
    }

    private static boolean isNotTheUsers(String type) {
        return type.startsWith("espalier.")
                || type.startsWith("io.fabric8.")
                || type.startsWith("com.fasterxml.")
                || type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.");
    }

    private static Line line(String packageName, @Nullable String file, int number) {
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        return new Line(folder + file, number);
    }

    /** The line that people look for first: the cluster's own, or the innermost where no cluster class is involved. */
    public @Nullable Line line() {
        return lineOf(cluster != null ? cluster : inner);
    }

    /** The innermost line of the user's code. */
    public @Nullable Line inner() {
        return lineOf(inner);
    }

    private static @Nullable Line lineOf(@Nullable Place place) {
        return place == null ? null : place.line();
    }

    /** Whether {@code file:number} is one of the two lines; {@code file} may leave out leading folders. */
    public boolean isAt(String file, int number) {
        return matches(lineOf(cluster), file, number) || matches(lineOf(inner), file, number);
    }

    private static boolean matches(@Nullable Line line, String file, int number) {
        return line != null
                && line.number == number
                && (line.file.equals(file) || file.endsWith("/" + line.file) || line.file.endsWith("/" + file));
    }

    /** For a message: {@code clusters/Lab.java:18 (apps/Nats.java:30)}. */
    @Override
    public String toString() {
        Line line = line();
        Line innermost = inner();
        if (line == null) {
            return "an unknown line";
        }
        return innermost == null || innermost.equals(line) ? line.toString() : line + " (" + innermost + ")";
    }
}
