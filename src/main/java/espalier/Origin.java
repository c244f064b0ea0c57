package espalier;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.function.Predicate;
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

    /** So many frames are between a construct in a construct and the class of its cluster, or less: they are taken at once. */
    private static final int USUAL_DEPTH = 12;

    // Frames of reflection are Java's own, which are passed over here anyway; to be asked about each takes time.
    private static final StackWalker WALKER = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES), USUAL_DEPTH);

    private static final ClassValue<Role> ROLES = new ClassValue<>() {
        @Override
        protected Role computeValue(Class<?> type) {
            return Role.of(type);
        }
    };

    // Each a Line, or a frame of the stack of which the line is looked up only when somebody asks: that costs more than
    // the frame.
    private @Nullable Object inner;
    private @Nullable Object cluster;

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

    /** Whose a class is. */
    private enum Role {
        NOT_THE_USERS,
        CLUSTER,
        SETTINGS,
        OTHER;

        static Role of(Class<?> type) {
            if (Cluster.class.isAssignableFrom(type) && type != Cluster.class) {
                return CLUSTER;
            }
            if (isNotTheUsers(type.getName()) || isGenerated(type)) {
                return NOT_THE_USERS;
            }
            return Settings.class.isAssignableFrom(type) ? SETTINGS : OTHER;
        }
    }

    private Origin(@Nullable Object inner, @Nullable Object cluster) {
        this.inner = inner;
        this.cluster = cluster;
    }

    /** Where the caller of the compiler stands right now. */
    public static Origin here() {
        return WALKER.walk(frames -> find(frames, null));
    }

    /** The line {@code number} of a file that is not Java, such as a patch. */
    public static Origin ofFile(String file, int number) {
        var line = new Line(file, number);
        return new Origin(line, line);
    }

    /** This origin with the line {@code number} of {@code file} as its innermost. */
    public Origin inFile(String file, int number) {
        return new Origin(new Line(file, number), cluster != null ? cluster : inner);
    }

    /** This origin, with the line in the cluster of {@code outer} where it has none of its own: what is written later, at completion. */
    Origin within(Origin outer) {
        return cluster == null && outer.cluster != null ? new Origin(inner, outer.cluster) : this;
    }

    /** Where {@code thrown} left the user's code. */
    public static Origin of(Throwable thrown, Class<?> clusterClass) {
        Line inner = null;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (isCompletion(frame.getClassName(), frame.getMethodName())) {
                break;
            }
            if (isNotTheUsers(frame.getClassName()) || isGenerated(frame.getClassName(), clusterClass)) {
                continue;
            }
            String type = frame.getClassName();
            String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
            Line line = line(packageName, frame.getFileName(), frame.getLineNumber());
            if (inner == null) {
                inner = line;
            }
            if (type.equals(clusterClass.getName())) {
                return new Origin(inner, line);
            }
        }
        return new Origin(inner, null);
    }

    /**
     * Where {@code construct} is made: its own constructor says nothing that its user does not know.
     *
     * @param parent of what it is made in: whose line in the cluster it shares if it is made only once that has been read,
     *     as the route to an app is
     */
    static Origin ofMaking(Scope construct, @Nullable Origin parent) {
        Origin found = WALKER.walk(frames -> find(frames, construct));
        if (found.inner == null && parent != null) {
            return parent; // the compiler makes it for that, by no line of anybody's
        }
        return found.cluster == null && parent != null && parent.cluster != null
                ? new Origin(found.inner, parent.cluster)
                : found;
    }

    private static Origin find(Stream<StackWalker.StackFrame> frames, @Nullable Scope made) {
        var search = new Search(made);
        return frames.anyMatch(search) && search.cluster != null ? search.inCluster() : search.outside();
    }

    /** Goes through the frames from the innermost to the first of a cluster class. */
    private static final class Search implements Predicate<StackWalker.StackFrame> {
        private final @Nullable Scope made;
        private StackWalker.@Nullable StackFrame inner;
        private StackWalker.@Nullable StackFrame cluster;

        Search(@Nullable Scope made) {
            this.made = made;
        }

        @Override
        public boolean test(StackWalker.StackFrame frame) {
            Class<?> type = frame.getDeclaringClass();
            Role role = ROLES.get(type);
            if (role == Role.CLUSTER) {
                cluster = frame;
                return true;
            }
            if (isCompletion(type.getName(), frame.getMethodName())) {
                return true;
            }
            // A setting is known by its name, and a construct by its type: who calls them matters.
            if (inner == null && role == Role.OTHER && !isMade(frame, type)) {
                inner = frame;
            }
            return false;
        }

        private boolean isMade(StackWalker.StackFrame frame, Class<?> type) {
            return made != null
                    && type.isInstance(made)
                    && frame.getMethodName().equals("<init>");
        }

        Origin inCluster() {
            return new Origin(inner == null ? cluster : inner, cluster);
        }

        Origin outside() {
            return inner == null ? UNKNOWN : new Origin(inner, null);
        }
    }

    /** Further out stands who asked for the cluster, who makes nothing of it. */
    private static boolean isCompletion(String type, String method) {
        return method.equals("complete") && type.equals("espalier.Cluster");
    }

    private static boolean isNotTheUsers(String type) {
        return type.startsWith("espalier.")
                || type.startsWith("io.fabric8.")
                || type.startsWith("com.fasterxml.")
                || type.startsWith("org.cdk8s.")
                || type.startsWith("software.constructs.")
                || type.startsWith("software.amazon.jsii.")
                || type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.");
    }

    /** Whether {@code type} stands for a class of JavaScript, as those do which {@code cdk8s import} makes in packages of anybody's choice. */
    private static boolean isGenerated(Class<?> type) {
        Class<?> host = type.getNestHost(); // the builder in it is generated as well
        for (Class<?> above = host; above != null; above = above.getSuperclass()) {
            if (above.getName().equals("software.amazon.jsii.JsiiObject")) {
                for (Annotation annotation : host.getDeclaredAnnotations()) {
                    if (annotation.annotationType().getName().equals("software.amazon.jsii.Jsii")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isGenerated(String type, Class<?> clusterClass) {
        try {
            return isGenerated(Class.forName(type, false, clusterClass.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // nobody's that could be asked
        }
    }

    private static Line line(String packageName, @Nullable String file, int number) {
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        return new Line(folder + file, number);
    }

    /** The line that people look for first: the cluster's own, or the innermost where no cluster class is involved. */
    public @Nullable Line line() {
        return cluster == null ? inner() : clusterLine();
    }

    /** The innermost line of the user's code. */
    public @Nullable Line inner() {
        Line line = line(inner);
        inner = line;
        return line;
    }

    private @Nullable Line clusterLine() {
        Line line = line(cluster);
        cluster = line;
        return line;
    }

    private static @Nullable Line line(@Nullable Object place) {
        return place instanceof StackWalker.StackFrame frame
                ? line(frame.getDeclaringClass().getPackageName(), frame.getFileName(), frame.getLineNumber())
                : (Line) place;
    }

    /** Whether {@code file:number} is one of the two lines; {@code file} may leave out leading folders. */
    public boolean isAt(String file, int number) {
        return matches(clusterLine(), file, number) || matches(inner(), file, number);
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
